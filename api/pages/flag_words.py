"""What the check of a public text flags, and why, in words."""

from collections.abc import Mapping

FLAGS: Mapping[str, str] = {
    "name": "nama orang",
    "national_id": "nomor induk",
    "phone": "nomor telepon",
    "email": "alamat surel",
    "address": "alamat",
    "account": "nomor rekening",
    "plate": "pelat nomor",
}
FLAG_REASONS: Mapping[str, str] = {
    "name": "Tampak sebagai nama orang, atau nama orang pada aduan ini.",
    "national_id": "Tersusun seperti NIK, nomor kartu keluarga, atau NIP.",
    "phone": "Tersusun seperti nomor telepon, dengan angka atau kata.",
    "email": "Tersusun seperti alamat surel.",
    "address": "Menyebut rumah, gang, atau RT/RW tempat orang tinggal.",
    "account": "Nomor yang disebut sebagai rekening.",
    "plate": "Tersusun seperti pelat nomor kendaraan.",
}
PUBLIC_TEXT_STEPS: Mapping[str, str] = {
    "propose": "belum diusulkan",
    "decide": "ada tanda yang belum diputuskan",
    "confirm": "menunggu petugas kedua",
}
