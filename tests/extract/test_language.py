"""Releases that are not English are told apart; English full of foreign names is not."""

# ruff: noqa: E501 -- running text, as it is printed

from __future__ import annotations

import pytest

from diplograph.extract.language import foreign

FOREIGN = {
    "Russian": "Министр иностранных дел Республики Казахстан провёл встречу с Генеральным секретарём Организации в Астане.",
    "French": "Le ministre des Affaires étrangères a reçu l'ambassadeur de la République et a évoqué la coopération bilatérale.",
    "Turkish": "Dışişleri Bakanı bugün Ankara'da düzenlenen toplantıda meslektaşıyla bir araya geldi ve iş birliğini görüştü.",
    "Chinese": "外交部长今天在北京会见了上海合作组织秘书长,双方就进一步加强在安全、经济和人文领域的合作交换了意见。双方一致同意继续保持密切沟通,并共同推动区域和平与稳定。各方还讨论了下一次会议的筹备工作。",
    "German": "Der Außenminister traf heute in Wien den Generalsekretär der Organisation und sprach mit ihm über die Zusammenarbeit.",
}
ENGLISH = (
    "Kassym-Jomart Tokayev, Emomali Rahmon, Shavkat Mirziyoyev, Serdar Berdimuhamedov and Sadyr Zhaparov met in Dushanbe.",
    "Ambassador Extraordinary and Plenipotentiary Mirzosharif Jalolov (Tajikistan); Ambassador Gholamhossein Dehghani (Iran)",
    "They met.",
    "The Minister said: «Мы готовы». He added that the two sides will continue the dialogue on the text of the agreement.",
)


@pytest.mark.parametrize("language", FOREIGN)
def test_foreign_text_is_named(language: str) -> None:
    assert foreign(FOREIGN[language]) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read(text: str) -> None:
    assert foreign(text) is None
