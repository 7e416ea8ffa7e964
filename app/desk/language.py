"""The language of the interface: Chinese is the source, English a translation that is loaded."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from app.desk.theme import RESOURCES

FOLDER = RESOURCES / "translations"


class Language:
    """Wears a language; the translator is kept here because Qt does not keep it."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None
        self.name = "zh_CN"

    def wear(self, name: str) -> bool:
        """Switch to `zh_CN` or `en`. False where the translation is not built; Chinese stays then."""
        application = QCoreApplication.instance()
        if application is None or name == self.name:
            return True
        if self._translator is not None:
            application.removeTranslator(self._translator)
            self._translator = None
        self.name = "zh_CN"
        if name != "zh_CN":
            translator = QTranslator()
            if not translator.load(str(FOLDER / f"yichuang_{name}.qm")):
                return False
            application.installTranslator(translator)
            self._translator = translator
            self.name = name
        QLocale.setDefault(QLocale(self.name))
        return True
