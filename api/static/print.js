"use strict";
// The form was answered: intake.js.
const tried = JSON.parse(sessionStorage.getItem("tuntas-kiriman"));
if (tried && location.pathname.includes(tried.id)) sessionStorage.removeItem("tuntas-kiriman");
const press = document.getElementById("cetak");
press.hidden = false;
press.onclick = () => window.print();
