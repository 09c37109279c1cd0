"""The benchmark “Swedish OCR letters”."""
