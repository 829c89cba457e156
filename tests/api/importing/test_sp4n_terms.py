"""The national system's free words come to one of our codes."""

import pytest

from api.importing.sp4n_terms import archive_reason_of, channel_of


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("tidak sesuai dengan format laporan", "wrong_format"),
        ("laporan terlalu umum", "too_general"),
        ("laporan tidak spesifik", "too_general"),
        ("tidak relevan dengan kinerja pemerintah", "not_government"),
        ("bukan kewenangan pemerintah", "not_government"),
        ("data tidak lengkap", "incomplete"),
        ("kurang lengkap", "incomplete"),
        ("laporan tidak dapat dipahami", "not_understandable"),
        ("isi laporan tidak jelas", "not_understandable"),
        ("laporan sudah pernah disampaikan", "duplicate"),
        ("laporan yang sama dengan nomor lain", "duplicate"),
        ("bukan kewenangan pemerintah kota palangka raya", "other_government"),
        ("bukan kewenangan kami", "other_government"),
        ("kewenangan pemerintah daerah lain", "other_government"),
        ("di luar kewenangan", "other_government"),
        ("terima kasih", "not_recorded"),
        ("", "not_recorded"),
    ],
)
def test_the_words_of_an_archiving_give_its_reason(words: str, reason: str) -> None:
    assert archive_reason_of(words) == reason


@pytest.mark.parametrize(
    ("source", "channel"),
    [("website", "web"), ("website - pemerintah-kota-x", "web"), ("android", "app")]
    + [("ios", "app"), ("whatsapp", "whatsapp"), ("whats app", "whatsapp")]
    + [("sms", "sms"), ("sms 1708", "sms"), ("twitter", "social_media")]
    + [("x", "social_media"), ("instagram", "social_media"), ("xl center", "other")]
    + [("tatap muka", "other"), ("", "other")],
)
def test_the_source_of_a_report_gives_its_channel(source: str, channel: str) -> None:
    assert channel_of(source) == channel
