"use strict";
const press = document.getElementById("cetak");
press.hidden = false;
press.onclick = () => window.print();
