"""From what was recorded to figures, pictures and sheets; pure, heavy libraries imported where they are used."""
