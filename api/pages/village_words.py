"""What is said of villages, in the words of the glossary."""

SIGNALS = {"none": "tidak ada", "weak": "lemah", "good": "baik"}
FACILITIES = {
    "office": "kantor desa",
    "school": "sekolah",
    "health_post": "pos kesehatan",
}
WAITS = {
    "within_hour": "sampai 1 jam",
    "within_day": "sampai 1 hari",
    "within_week": "sampai 7 hari",
    "longer": "lebih dari 7 hari",
    "imported": "dari impor, tidak diketahui",
}
"""How long a record was on the way."""
