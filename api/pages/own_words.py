"""The own case in plain words: where it stands, what comes next, who said what.

A test walks the code's own tables, so that none is missing.
"""

from collections.abc import Mapping

STANDS: Mapping[str, str] = {
    "received": "Aduan Anda sudah diterima dan menunggu diverifikasi.",
    "awaiting_clarification": "Petugas memerlukan keterangan dari Anda. Selama menunggu"
    " jawaban Anda, tenggat instansi tidak dihitung.",
    "verified": "Aduan Anda sudah diverifikasi dan menunggu didisposisikan.",
    "disposed": "Aduan Anda sudah didisposisikan ke instansi yang berwenang.",
    "returned": "Instansi mengembalikan aduan Anda ke admin koordinator, yang"
    " menentukan lagi siapa yang menanganinya.",
    "in_progress": "Aduan Anda sedang ditindaklanjuti.",
    "answered": "Instansi sudah menjawab aduan Anda.",
    "resolved": "Aduan Anda sudah dinyatakan selesai.",
    "archived": "Aduan Anda diarsipkan dan tidak diteruskan.",
    "withdrawn": "Aduan ini sudah dicabut.",
    "merged": "Aduan Anda digabung dengan aduan lain tentang hal yang sama.",
}
NEXT: Mapping[str, str] = {
    "received": "Admin koordinator memeriksa kelengkapan aduan, lalu mendisposisikannya"
    " ke instansi yang berwenang.",
    "awaiting_clarification": "Anda menjawab pertanyaan petugas; sesudah itu penanganan"
    " dilanjutkan.",
    "verified": "Admin koordinator mendisposisikan aduan ke instansi yang berwenang.",
    "disposed": "Instansi menindaklanjuti aduan, lalu menjawab Anda.",
    "returned": "Admin koordinator mendisposisikannya lagi, atau memberi tahu Anda bila"
    " aduan tidak dapat diteruskan.",
    "in_progress": "Instansi menuntaskan tindak lanjut, lalu menjawab Anda.",
    "answered": "Anda menanggapi jawaban itu, atau menyatakan aduan selesai. Tanpa"
    " tanggapan, aduan ditutup sesudah batas waktunya.",
    "resolved": "Tidak ada langkah lain yang ditunggu.",
    "archived": "Tidak ada langkah lain yang ditunggu.",
    "withdrawn": "Tidak ada langkah lain. Hal yang sama dapat disampaikan lagi sebagai"
    " aduan baru.",
    "merged": "Penanganan berlanjut pada aduan asal. Jawaban untuk umum atas aduan itu"
    " tampil di halaman ini.",
}
DUTIES: Mapping[str, str] = {
    "verification": "Aduan diverifikasi dan diteruskan",
    "first_follow_up": "Instansi mulai menindaklanjuti",
    "completion": "Instansi menyelesaikan aduan",
    "reporter_window": "Anda menanggapi jawaban",
    "clarification": "Anda melengkapi aduan",
    "statutory_reply": "Anda diberi tahu apakah aduan lengkap",
    "statutory_decision": "Aduan diputus",
    "statutory_sending": "Keputusan disampaikan kepada Anda",
}
"""What is to be done by the end of each clock."""
SAID: Mapping[str, str] = {
    "complaint.followed_up": "Instansi menjawab",
    "complaint.reporter_replied": "Anda menanggapi",
    "complaint.resolved": "Aduan dinyatakan selesai",
    "complaint.archived": "Aduan diarsipkan",
    "complaint.noted": "Jawaban yang tiba terlambat dicatat",
    "complaint.clarification_requested": "Petugas bertanya",
    "complaint.clarified": "Anda menjawab pertanyaan",
    "complaint.reopened": "Aduan dibuka kembali",
    "complaint.withdrawn": "Aduan dicabut",
    "complaint.handed_over": "Aduan dilimpahkan ke pemerintah lain",
    "complaint.reminded": "Anda diingatkan",
}
PARTS: Mapping[str, str] = {
    "text": "isi aduan",
    "reporter": "identitas pelapor",
}
"""What was opened, in the words of the access log."""
