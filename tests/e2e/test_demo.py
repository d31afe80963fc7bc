"""perpusbot demo --script: a first day, and what comes by itself when the clock jumps."""

from pathlib import Path

from tests.processes import process

SAID_IN_ORDER = (
    "Selamat datang!",
    "✅ Tercatat untuk Jumat, 8 Mei 2026",
    "Dibatalkan",
    "Berapa pengunjung hari ini, Sabtu 9 Mei?",
    "👤 Siti: 19",
    "✅ Tercatat untuk Sabtu, 9 Mei 2026",
    "📊 Pekan 4–10 Mei 2026 · Perpustakaan Desa Balai Sebut",
    "Laporan masuk 6 dari 6 hari buka",
    "📊 Pekan 4–10 Mei 2026 · Kabupaten Sanggau, 4 perpustakaan",
    "Lengkap: Balai Sebut",
    "Sebagian: Tunggal Bhakti",
    "Entikong, sejak",
    "(The end",
)


async def test_the_script_plays_a_first_day_a_reminder_and_a_monday(tmp_path: Path) -> None:
    async with process(["-m", "bot", "demo", "--script"], tmp_path) as demo:
        assert demo.child.stdout is not None
        told = (await demo.child.stdout.read()).decode()
        assert await demo.exit_status() == 0, demo.log
    places = [told.find(words) for words in SAID_IN_ORDER]
    assert -1 not in places, told
    assert places == sorted(places), told
    assert demo.log == ""
