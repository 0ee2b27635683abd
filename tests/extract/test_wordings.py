"""Wordings of the genre that were misread once: who somebody is, who says what, who took part, when and where."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.model import Extraction
from diplograph.extract.pipeline import Extractor

PEOPLE = {
    "He met Minister for Reintegration Oleg Dorj and Deputy Minister for Trade Maria Sato.": {
        ("Oleg Dorj", "Minister for Reintegration", None),
        ("Maria Sato", "Deputy Minister for Trade", None),
    },
    "President Bat O. DORJ, Jr. met King Omar Bin Said and SATO Taro, Minister of Trade.": {
        ("Bat O. Dorj Jr.", "President", None),
        ("Omar bin Said", "King", None),
        ("Sato Taro", "Minister of Trade", None),
    },
    "Foreign Minister A H Omar Ali met Minister of External Affairs S. M. Sato.": {
        ("A H Omar Ali", "Foreign Minister", None),
        ("S. M. Sato", "Minister of External Affairs", None),
    },
    "The Secretary General of SAARC, H.E. Mr. Amjad Hussain B. Dorj, spoke.": {
        ("Amjad Hussain B. Dorj", "Secretary General", "SAARC"),
    },
    "Foreign Minister Kenji Sato phoned his Iranian counterpart Hossein Amir-Zerubim.": {
        ("Kenji Sato", "Foreign Minister", None),
        ("Hossein Amir-Zerubim", "Foreign Minister", "Iran"),
    },
    "The Head of Presence, Ambassador Vincenzo Del Monaco, spoke.": {("Vincenzo Del Monaco", "Head of Presence", None)},
    "The statement was read by the Spokesperson of the EU High Representative Ana Lima.": {
        ("Ana Lima", "High Representative", "EU"),
    },
    "Secretary General Ahmed Aboul Zerub spoke. Mr. Aboul Zerub thanked Japan.": {
        ("Ahmed Aboul Zerub", "Secretary General", None),
    },
    "He laid flowers at the Monument to Marshal Zerubov and addressed the General Debate.": set(),
    "I. Further Developing Relations": set(),
    "Japanese State Councilor and Foreign Minister Kenji Sato spoke.": {
        ("Kenji Sato", "State Councilor", "Japan"),
        ("Kenji Sato", "Foreign Minister", "Japan"),
    },
    "Secretary of State Antony Dorj spoke. Mr. Anthony Dorj thanked Japan.": {
        ("Antony Dorj", "Secretary of State", None)
    },
    "The charter covers Democracy, Elections and Good Governance.": set(),
    "Foreign Minister Jan Sato met with the Foreign Minister of Fiji.": {("Jan Sato", "Foreign Minister", None)},
    "Head of Counter-terrorism Unit of the OSCE Jan Sato spoke.": {
        ("Jan Sato", "Head of Counter-terrorism Unit", "OSCE")
    },
    "Mongolia is a major Non-NATO ally.": set(),
    "Trade grows.\n\nJan Sato,\n\nSecretary General of NATO": {("Jan Sato", "Secretary General", "NATO")},
    "Ann Berg, Director of the European Commission's Energy Department, spoke.": {
        ("Ann Berg", "Director of the Energy Department", "European Commission"),
    },
    "The OSCE Chair Ann Dorj came. With the Prime Minister of Japan, Dorj reviewed reforms.": {
        ("Ann Dorj", "Chair", "OSCE"),
    },
    "Meeting the President of Japan, Prime Minister Dorj of Chad spoke of peace.": {("Dorj", "Prime Minister", "Chad")},
    "On 5 May the Deputy Prime Minister, Minister of Foreign Affairs of Chad Bat Dorj thanked Japan.": {
        ("Bat Dorj", "Deputy Prime Minister", "Chad"),
        ("Bat Dorj", "Minister of Foreign Affairs", "Chad"),
    },
    "The outgoing Chair, Chadian Foreign Minister Bat Dorj, spoke.": {
        ("Bat Dorj", "Chair", None),
        ("Bat Dorj", "Foreign Minister", "Chad"),
    },
    "Minister Dorj of Chad thanked the guests. Foreign Minister Bat Dorj of Chad spoke.": {
        ("Bat Dorj", "Foreign Minister", "Chad"),
    },
    "Jan Sato, Adviser to the President and Director of the National Trade Council, spoke.": {
        ("Jan Sato", "Adviser to the President", None),
        ("Jan Sato", "Director", "National Trade Council"),
    },
    "FM OF PEOPLE'S REPUBLIC OF CHINA LI CHEN VISITS OSH\n\nChinese Foreign Minister Li Chen arrived.": {
        ("Li Chen", "Foreign Minister", "China"),
    },
    "The Chairman of the Government of the Autonomous Republic of Adjara, Mr. Jan Dorj, spoke.": {
        ("Jan Dorj", "Chairman of the Government", "Adjara"),
    },
    "Jan Dorj, who is also the Deputy Prime Minister of Chad, spoke.": {("Jan Dorj", "Deputy Prime Minister", "Chad")},
    "OSCE Secretary General Ann Dorj and Deputy Secretary General Ali Sato came.": {
        ("Ann Dorj", "Secretary General", "OSCE"),
        ("Ali Sato", "Deputy Secretary General", "OSCE"),
    },
    "The Security Council met. Council President Ann Dorj read a statement.": {("Ann Dorj", "President", "UNSC")},
    "The Chadian delegation was led by Trade Minister Ali Sato and included Energy Minister Jan Dorj.": {
        ("Ali Sato", "Trade Minister", "Chad"),
        ("Jan Dorj", "Energy Minister", "Chad"),
    },
    "UNODC opened its Trade and Law Office (TLO). The Head of the UNODC TLO, Jan Sato, spoke.": {
        ("Jan Sato", "Head", "Trade and Law Office"),
    },
    "The Deputy Minister of Health of the KR, Mr. Dorj, spoke in Bishkek about the Kyrgyz Republic.": {
        ("Dorj", "Deputy Minister of Health", "Kyrgyzstan"),
    },
    "Ms. Aiko SATO, Associate Professor, the University of Kyoto, spoke.": {
        ("Aiko Sato", "Associate Professor", "University of Kyoto"),
    },
    "Accompanied by the Foreign Minister of Chad, President Sato of Fiji spoke.": {("Sato", "President", "Fiji")},
    "The Mayor of Lyon Jan Dorj spoke with Governor of Vrondax Ali Sato.": {
        ("Jan Dorj", "Mayor", "Lyon"),
        ("Ali Sato", "Governor", "Vrondax"),
    },
    "OPEC Secretary General Sultan Dorj met Sultan Omar of Oman.": {
        ("Sultan Dorj", "Secretary General", "OPEC"),
        ("Omar", "Sultan", "Oman"),
    },
    "UNDP Project Coordinator Ann Dorj met Director Jan Sato, representative of the Chadian OSCE Chairmanship "
    "Ambassador of Chad to Fiji Ali Berg.": {
        ("Ann Dorj", "Project Coordinator", "UNDP"),
        ("Jan Sato", "Director", None),
        ("Ali Berg", "Ambassador to Fiji", "Chad"),
    },
    "Chair of the Committee on Trade, Regional Integration and Relations with Compatriots Jan Dorj spoke.": {
        ("Jan Dorj", "Chair", "Committee on Trade, Regional Integration and Relations with Compatriots"),
    },
    "He received the Ambassadors Extraordinary and Plenipotentiary - Ann Dorj of Malta, Ali Sato of Fiji.": {
        ("Ann Dorj", "Ambassador Extraordinary and Plenipotentiary", "Malta"),
        ("Ali Sato", "Ambassador Extraordinary and Plenipotentiary", "Fiji"),
    },
    "Deputy Head of the CIS Assembly Secretariat Jan Dorj met Director of the ZKTR UNESCO Ann Sato.": {
        ("Jan Dorj", "Deputy Head", "CIS Assembly Secretariat"),
        ("Ann Sato", "Director", "ZKTR UNESCO"),
    },
    "Jan Dorj, Cyber-Security Expert and Director of the Kyoto University, spoke.": {
        ("Jan Dorj", "Cyber-Security Expert", None),
        ("Jan Dorj", "Director", "Kyoto University"),
    },
    "The Foreign Minister, Jan Dorj, met the Foreign Minister of Fiji, Ann Sato. The Maltese Foreign Minister spoke.": {
        ("Jan Dorj", "Foreign Minister", "Malta"),
        ("Ann Sato", "Foreign Minister", "Fiji"),
    },
    "The Foreign Minister, Jan Dorj, met the Foreign Minister of Fiji, Ann Sato, on the Maltese Foreign Minister.": {
        ("Jan Dorj", "Foreign Minister", None),
        ("Ann Sato", "Foreign Minister", "Fiji"),
    },
    "Envoys Present Greetings\n\nThe envoys of Chad and Fiji came.": set(),
}

SAID = {
    "The High Representative expressed the EU's concern at the arrests in Mongolia.": {("Concern", "EU")},
    '"Our work is aimed at building trust," said Minister Kenji Sato, highlighting the role of women.': {
        ("Assertion", "Kenji Sato")
    },
    '"This helps us all," said Minister Kenji Sato. "I would like to express my appreciation to Japan for its help."': {
        ("Assertion", "Kenji Sato"),
        ("Appreciation", "Kenji Sato"),
    },
    "The attack\n\nJapan condemns the attack in Osh. Japan expresses solidarity with Mongolia": {
        ("Condemnation", "Japan"),
        ("Support", "Japan"),
    },
    "Minister Kenji Sato called for talks to continue.": {("Call", "Kenji Sato")},
    "Minister Kenji Sato said he would be signing four agreements.": {("Pledge", "Kenji Sato")},
    "Statement attributable to the Spokesperson for the Secretary-General on Malta\n\nThe Secretary-General condemns "
    "the attack. The African Union helps.": {("Condemnation", "UN")},
    "Minister Kenji Sato of Japan met Minister Bat Dorj of Mongolia. They named the treaty signed by our countries in "
    "2014. Both ministers said that trade was growing.": {("Assertion", "Kenji Sato; Bat Dorj")},
    "The Secretary-General met Kenji Sato, Minister of Trade. He stressed the need for reform.": {("Call", "")},
    "The OSCE Secretary General met Minister Kenji Sato. He stressed the need for reform.": {("Call", "OSCE")},
    "Joint Statement on Mongolia by the Governments of Japan and Malta\n\nWe condemn the attack. We call for calm.": {
        ("Condemnation", "Japan; Malta"),
        ("Call", "Japan; Malta"),
    },
    "Heads of Delegations of GUAM Member States held a working meeting in Osh on the sidelines of the OSCE Summit. The "
    "Parties welcomed the agreements reached at talks between Japan and Malta. The Parties noted the need for trade.": {
        ("Welcome", "GUAM"),
        ("Call", "GUAM"),
    },
    "The OSCE condemned the attack as a violation of the UN Charter. It also called for restraint.": {
        ("Condemnation", "OSCE"),
        ("Call", "OSCE"),
    },
    "Commentary by the CSTO Secretary General\n\nI welcome the decision. I hope for peace.": {
        ("Welcome", "CSTO"),
        ("Hope", "CSTO"),
    },
    "Minister Kenji Sato noted the interest of Member States in joining the plan.": {("Readiness", "")},
    "Minister Kenji Sato met Bat Dorj. Japan's position that talks were needed was reiterated.": {
        ("Assertion", "Japan")
    },
    "Minister Kenji Sato met Bat Dorj. The two officials from the Embassy of Malta will monitor the vote.": set(),
    "Minister Kenji Sato spoke about the Kyrgyz-Tajik border. Information was provided on the losses.": {
        ("Assertion", "Kenji Sato"),
        ("Assertion", ""),
    },
    "The Kazakh Party proposed a new plan. That is why Japan welcomes the talks.": {
        ("Proposal", "Kazakhstan"),
        ("Welcome", "Japan"),
    },
    "Minister Kenji Sato praised the mission, which supports the police of Malta.": {("Welcome", "Kenji Sato")},
    "Minister Kenji Sato and Minister Bat Dorj discussed trade, noted the need for reform, and thanked Japan.": {
        ("Call", "Kenji Sato; Bat Dorj"),
        ("Appreciation", "Kenji Sato; Bat Dorj"),
    },
    "Ambassador Kenji Sato, who is on a visit to Baku, called on Japan to help.": {("Call", "Kenji Sato")},
    '"Japan has grown. Trust takes years of work," said Minister Kenji Sato.': {("Assertion", "Kenji Sato")},
    'Minister Kenji Sato met Bat Dorj. He promised lasting support: "Japan has grown. '
    'And we will go on with the work."': {
        ("Pledge", "Kenji Sato"),
    },
    "The Head of Serbian diplomacy said that trade with UN Member States had grown.": {("Assertion", "")},
    "The Secretary General was told about the history of the house, acquainted with the garden.": set(),
    "Japan is one of the countries planning to add nuclear power to their mix.": set(),
    "Japan congratulates the people who have demonstrated their commitment to democracy.": {
        ("Congratulation", "Japan")
    },
    "The meeting of the Foreign Ministers of ASEAN was held in Hanoi. The Foreign Ministers welcomed the report.": {
        ("Welcome", "ASEAN"),
    },
    "The talks of the Ministers of Japan and Mongolia were held in Osh on 5 May 2021.\n\n"
    "Expressed their concern over the war;": {("Concern", "Japan; Mongolia")},
    'Minister Kenji Sato said: "I would like to thank Norway for its help."': {("Appreciation", "Kenji Sato")},
    "Ambassador Kenji Sato shared the problems the Mongolian authorities faced and agreed to visit Osh.": {
        ("Agreement", "Kenji Sato"),
    },
    "The ministers of Japan and Mongolia issued a statement condemning the attack.": {
        ("Condemnation", "Japan; Mongolia"),
    },
    "The statement of the Ministry of Foreign Affairs of Japan says that trade has grown.": {
        ("Assertion", "Ministry of Foreign Affairs of Japan"),
    },
    "President of Serbia Jan Dorj visited China. He met Premier Wen Sato and Chairman Jia Lima. "
    "The two sides agreed to strengthen trade.": {("Agreement", "Serbia; China")},
    "President of Mongolia Bat Dorj met Ali Khan. The Mongolian leader thanked Japan.": {("Appreciation", "Bat Dorj")},
    "Speaking about the summit, President Bat Dorj noted that trade had grown.": {("Assertion", "Bat Dorj")},
    "Joint Trade Committee Urges Decisive Norway Role\n\nMembers of the committee condemned the attack.": {
        ("Condemnation", "Joint Trade Committee"),
    },
    "He told of the Days of Culture planned to be held in Osh.": {("Assertion", "")},
    "The OIC held its meeting in Osh on 5 May 2021. The meeting condemned the attack.": {("Condemnation", "OIC")},
    "The Foreign Ministers of the OIC met in Osh on 5 May 2021. The Ministers welcomed the report.": {
        ("Welcome", "OIC"),
    },
    "The OIC stressed that trade is needed; It called on Norway to help.": {("Assertion", "OIC"), ("Call", "OIC")},
    "President Jan Sato of Norway paid a state visit to Japan at the invitation of King Ola Dahl. "
    "The two leaders noted that trade had grown.": {("Assertion", "Jan Sato; Ola Dahl")},
    "Trade must grow, underlined Minister Kenji Sato.": {("Assertion", "Kenji Sato")},
    "Peace is possible in the region, noted Kenji Sato, Minister of Japan.": {("Assertion", "Kenji Sato")},
    "Trade must grow, Minister Kenji Sato and Minister Bat Dorj agreed.": {("Agreement", "Kenji Sato; Bat Dorj")},
    "Minister Kenji Sato will urge Norway to help.": {("Call", "Kenji Sato")},
    "The EU re-affirms its support for the plan.": {("Support", "EU")},
    '"Trade helps," said Ann Berg, Head of the OSCE Mission\'s Law Enforcement Department.': {
        ("Assertion", "Ann Berg")
    },
}

TOOK_PART = {
    "Bilateral Consultations between Japan and Malta were held in Osh.": {("Meeting", "Japan; Malta", None, "Osh")},
    "Minister Kenji Sato and Minister Bat Dorj signed the Agreed Minutes in Osh.": {
        ("Signing", "Bat Dorj; Kenji Sato", None, "Osh")
    },
    "Minister Kenji Sato received Ambassador Bat Dorj on 5 May 2021. They discussed the ongoing talks in Osh.": {
        ("Meeting", "Bat Dorj; Kenji Sato", "2021-05-05", None),
        ("Meeting", "", None, "Osh"),
    },
    "The Security Council called on ECOWAS to send a mission to Mongolia.": {("Mission", "ECOWAS", None, "Mongolia")},
    "On 5 May 2021, Osh hosted the third round of consultations between Japan and Malta. The Japanese delegation was "
    "headed by Deputy Minister Kenji Sato.": {("Meeting", "Japan; Kenji Sato; Malta", "2021-05-05", "Osh")},
    "Minister Kenji Sato spoke by phone with Minister Bat Dorj. The interlocutors discussed preparations for the "
    "upcoming visit of the President to Valletta.": {
        ("PhoneCall", "Bat Dorj; Kenji Sato", None, None),
        ("Visit", "", None, "Valletta"),
    },
    "Minister Kenji Sato received Ambassador Bat Dorj, who paid a courtesy call on him.": {
        ("Meeting", "Bat Dorj; Kenji Sato", None, None)
    },
    "The session of the Trade Commission between Japan and Malta was held in Osh.": {
        ("Conference", "Japan; Malta; Trade Commission", None, "Osh")
    },
    "On 7 May 2021 the OSCE launched a series of seminars for judges in Osh.": {
        ("Conference", "", "2021-05-07", "Osh")
    },
    "This is Ambassador Kenji Sato's second visit to Mongolia this year.": {
        ("Visit", "Kenji Sato; Mongolia", None, "Mongolia")
    },
    "The Council condemned the war of aggression against Mongolia.": {("Crisis", "Mongolia", None, "Mongolia")},
    "Japan sent humanitarian aid to Mongolia.": {("Assistance", "Japan; Mongolia", None, "Mongolia")},
    "Ambassador Kenji Sato visited Minister Bat Dorj on 5 May 2021.": {
        ("Visit", "Bat Dorj; Kenji Sato", "2021-05-05", None)
    },
    "The next session of the Council of Europe is due to be held in Osh on 2 November 2018.": {
        ("Conference", "CoE", "2018-11-02", "Osh")
    },
    "Trade grows\n\nJune 11, 2019 (OSH, Kyrgyzstan): Minister Kenji Sato met Ambassador Bat Dorj today.": {
        ("Meeting", "Bat Dorj; Kenji Sato", "2019-06-11", None)
    },
    "The forum was held in Osh. The delegation of Japan was led by Deputy Minister Kenji Sato.": {
        ("Conference", "Japan; Kenji Sato", None, "Osh"),
    },
    "The forum in Osh was attended by: Minister Kenji Sato; Minister Bat Dorj.": {
        ("Conference", "Bat Dorj; Kenji Sato", None, "Osh"),
    },
    "The forum in Osh was attended by:\n\n- Minister Kenji Sato;\n- Minister Bat Dorj.": {
        ("Conference", "Bat Dorj; Kenji Sato", None, "Osh"),
    },
    "The forum was held in Osh. The event was attended by Japan. Among the participants was Minister Bat Dorj.": {
        ("Conference", "Bat Dorj; Japan", None, "Osh"),
    },
    "Minister Kenji Sato, accompanied by Minister Bat Dorj, visited Osh.": {
        ("Visit", "Bat Dorj; Kenji Sato", None, "Osh"),
    },
    "The forum was held in Osh. Present at the forum were Minister Kenji Sato and Minister Bat Dorj.": {
        ("Conference", "Bat Dorj; Kenji Sato", None, "Osh"),
    },
    "Foreign Minister Kenji Sato met with his Turkish counterpart in Osh.": {
        ("Meeting", "Kenji Sato; Türkiye", None, "Osh")
    },
    "Minister Kenji Sato received a courtesy call from Ambassador Bat Dorj.": {
        ("Meeting", "Bat Dorj; Kenji Sato", None, None),
    },
    "The Foreign Minister of Japan, Kenji Sato, the Foreign Minister of Egypt, Ali Lima, and the Foreign Minister of "
    "Mongolia, Bat Dorj, met in Osh.": {("Meeting", "Ali Lima; Bat Dorj; Kenji Sato", None, "Osh")},
    "Minister Kenji Sato held talks with senior officials, including Minister Bat Dorj.": {
        ("Meeting", "Bat Dorj; Kenji Sato", None, None),
    },
    "Minister Kenji Sato at the Summit of the OSCE on 5 May 2021 in Osh proposed a plan.": {
        ("Summit", "OSCE", "2021-05-05", "Osh"),
    },
    "Japan and Mongolia signed an agreement on trade in Osh on 5 May 2021.": {
        ("Signing", "Japan; Mongolia", "2021-05-05", "Osh"),
    },
    "Saudi Foreign Minister, Ibrahim Dorj, Secretary-General of the GCC, Abdul Lima, and Secretary-General of the OIC, "
    "Ahmed Sato, held a press conference.": {("Briefing", "Abdul Lima; Ahmed Sato; Ibrahim Dorj", None, None)},
    "Norway supports Sweden in hosting the Osh Summit.": {("Summit", "Sweden", None, "Osh")},
    "Norway condemned the Israeli-Iranian conflict.": {("Crisis", "Iran; Israel", None, None)},
    "At the invitation of Ola Dahl, President of Norway, Jan Sato, President of Fiji, paid a state visit to Norway.": {
        ("Visit", "Jan Sato; Norway", None, "Norway"),
    },
    "In Osh, Minister Kenji Sato held meetings with Japanese officials.": {
        ("Meeting", "Kenji Sato", None, "Osh"),
    },
    "He joined the Panel of Eminent Persons appointed by Secretary-General Kenji Sato.": set(),
    "The agency condemned the Russian invasion of Ukraine.": {("Crisis", "Russia; Ukraine", None, "Ukraine")},
    "The war in the region goes on. Japan is far.": set(),
    "Minister Kenji Sato will speak on 5 May at the hall. The Osh Forum of 2013 was large.": {
        ("Conference", "", "2013", "Osh"),
        ("Speech", "Kenji Sato", None, None),
    },
    "Minister Kenji Sato informed Ambassador Bat Dorj about trade and the aim of his visit to Osh.": {
        ("Visit", "Kenji Sato", None, "Osh")
    },
    "Minister Kenji Sato of Japan met Minister Bat Dorj of Mongolia. They recalled the treaty that was signed by our "
    "countries in 2014.": {
        ("Meeting", "Bat Dorj; Kenji Sato", None, None),
        ("Signing", "Japan; Mongolia", "2014", None),
    },
    "On 5 May 2021, the 11th meeting of the Asian Trade Forum was held in Osh.": {("Meeting", "", "2021-05-05", "Osh")},
    "A workshop on water, funded by the Danish government, was held in Osh.": {("Training", "", None, "Osh")},
    "A training of judges from Japan was held in Osh. Specialists from Mongolia took part in the training.": {
        ("Training", "Japan; Mongolia", None, "Osh")
    },
    "He welcomed the consultations that took place between the Government of Mongolia and armed groups.": {
        ("Meeting", "Mongolia", None, None)
    },
    "Clashes broke out on the border between Mongolia and Japan.": {("Crisis", "Japan; Mongolia", None, None)},
    "Norway condemned the acts of terror that were perpetrated, in particular in Egypt, Israel and Iraq.": {
        ("Crisis", "Egypt; Iraq; Israel", None, "Egypt")
    },
    "Deputy Minister Kenji Sato, other representatives of the Ministry and the Heads of UNICEF and WHO also "
    "participated in the meeting.": {("Meeting", "Kenji Sato; UNICEF; WHO", None, None)},
    "Minister Kenji Sato met with Minister Bat Dorj, who is in Latvia for a one-day visit.": {
        ("Meeting", "Bat Dorj; Kenji Sato", None, None),
        ("Visit", "Bat Dorj; Latvia", None, "Latvia"),
    },
    "A treaty will be concluded with Ecuador.": {("Signing", "Ecuador", None, None)},
    "A seminar was held at the Turkic Council premises.": {("Conference", "", None, "Turkic Council premises")},
    "A seminar was held in the headquarters of the OSCE.": {("Conference", "", None, "headquarters of the OSCE")},
    "A seminar was held at Orlino in Varlo Parish.": {("Conference", "", None, "Orlino")},
    "On 5 May 2021, Minister Kenji Sato travelled to Osh.\n\nHe then met with Mayor Bat Dorj. Finally, the Minister "
    "was also received by President Ola Dahl.": {
        ("Visit", "Kenji Sato", "2021-05-05", "Osh"),
        ("Meeting", "Bat Dorj; Kenji Sato", "2021-05-05", None),
        ("Meeting", "Kenji Sato; Ola Dahl", "2021-05-05", None),
    },
    "Minister Kenji Sato paid a visit to Osh on 5 May 2021 and met Mr. Bat Dorj.": {
        ("Visit", "Kenji Sato", "2021-05-05", "Osh"),
        ("Meeting", "Bat Dorj; Kenji Sato", "2021-05-05", "Osh"),
    },
    "The SCO Observer Mission was present in Mongolia from 1 to 3 May 2021 to observe the election.": {
        ("Mission", "SCO Observer Mission", "2021-05-01", "Mongolia")
    },
    "In May 2021, meetings took place in Osh. A meeting in Naryn was opened by Minister Kenji Sato.": {
        ("Meeting", "", "2021-05", "Osh"),
        ("Meeting", "Kenji Sato", None, "Naryn"),
    },
    "In-depth deliberations took place between Japan and Mongolia.": {("Meeting", "Japan; Mongolia", None, None)},
    "In the lead up to the run-off election on 19 December 2018, he called for calm.": {
        ("Appointment", "", "2018-12-19", None)
    },
    "The presidential election this coming 9 August 2020 will be free. The House was elected on 5 May 2017.": {
        ("Appointment", "", "2020-08-09", None),
        ("Appointment", "", "2017-05-05", None),
    },
    "It dates back to the establishment of the OSCE Office in Osh in 1991.": {("Launch", "", "1991", None)},
    "He supports the ratification of the treaty signed in 2014.": {("Signing", "", "2014", None)},
    "Deputy Minister Kenji Sato is in Osh to attend the Brainstorming Session on Water.": {
        ("Conference", "Kenji Sato", None, "Osh")
    },
    "Minister Kenji Sato of Japan phoned Minister Bat Dorj of Mongolia about the next round of political consultations "
    "in Osh.": {
        ("PhoneCall", "Bat Dorj; Kenji Sato", None, None),
        ("Meeting", "Japan; Mongolia", None, "Osh"),
    },
    "Minister Kenji Sato said that he would be signing an agreement on 5 May 2021.": {
        ("Signing", "Kenji Sato", "2021-05-05", None)
    },
}


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    texts = (*PEOPLE, *SAID, *TOOK_PART)
    releases = (read.from_text(text, f"{i}.txt") for i, text in enumerate(texts))
    return dict(zip(texts, Extractor().pipe(releases), strict=True))


@pytest.mark.parametrize("text", PEOPLE)
def test_who_somebody_is(text: str, found: dict[str, Extraction]) -> None:
    people = found[text].people
    posts = {(person.name, post.title, post.of) for person in people for post in person.posts}
    assert posts == PEOPLE[text]
    assert {person.name for person in people} == {name for name, _, _ in PEOPLE[text]}


def test_names_without_posts() -> None:
    text = "Mr. A. De Dorj lives at 12 Field Street, Hai Dian, Beijing. Thanking the Minister, Ambassador Sato spoke."
    people = Extractor().extract(read.from_text(text, "a.txt")).people
    assert [(person.name, person.posts) for person in people] == [("A. De Dorj", ()), ("Sato", ())]


@pytest.mark.parametrize("text", SAID)
def test_who_says_what(text: str, found: dict[str, Extraction]) -> None:
    assert {(s.kind, "; ".join(a.name for a in s.speakers)) for s in found[text].statements} == SAID[text]


@pytest.mark.parametrize("text", TOOK_PART)
def test_who_took_part_when_and_where(text: str, found: dict[str, Extraction]) -> None:
    events = {
        (
            event.type,
            "; ".join(sorted(p.actor.name for p in event.participants)),
            event.date.start if event.date else None,
            event.place,
        )
        for event in found[text].events
    }
    assert events == TOOK_PART[text]


def test_a_headline_in_capitals_is_read_by_its_verb() -> None:
    text = "African Union Condemns Attack on AMISOM Personnel\n\nThe troops were in Balad."
    (event,) = Extractor().extract(read.from_text(text, "a.txt")).events
    assert [p.actor.name for p in event.participants] == ["AMISOM"]
