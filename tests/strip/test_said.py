"""What pages say to their readers goes whatever its wording; sentences that use the same words stay."""

import pytest

import cleaner

TEXT = (
    "The old ferry left for the last time in the winter of 1931, and nobody waved, for it rained all day.",
    "Its captain, a quiet man from the hills, took the rope home and hung it over the kitchen door.",
    "Children asked him about the river, and he told them what the stones were called, one by one.",
    "Then the bridge was built, and the village learned to walk across, slowly, as if it might still sink.",
    "The landing is overgrown now, but in dry summers one can see the iron ring in the wall below the inn.",
)

OVER = (
    "Share this story with your friends on WhatsApp",
    "Artikel vorlesen lassen: Artikel anhören",
    "Mis à jour il y a 2 jours",
    "Tempo de leitura: 6 minutos · 310 visualizações",
    "Cập nhật 2 ngày trước",
    "이 기사를 카카오톡으로 공유하기",
    "مشاركة الخبر على فيسبوك",
    "इस लेख को व्हाट्सऐप पर साझा करें",
)
WITHIN = (
    "This photo could not be loaded",
    "Das Foto ist nicht mehr verfügbar",
    "La photo est indisponible",
    "Görsel bulunamadı",
    "Subscribe to our daily bulletin and never miss the latest news",
    "Abonneer je gratis op onze nieuwsbrief",
    "Подпишитесь на рассылку и получайте главные новости недели",
    "Questo contenuto è riservato agli abbonati: abbonati per leggere tutto",
    "この記事は有料会員限定です",
)
UNDER = (
    "Be the first one to write a comment",
    "Für diesen Beitrag sind die Kommentare geschlossen",
    "Inicia sesión para escribir tu comentario",
    "Możliwość dodawania komentarzy została wyłączona",
    "Bạn cần đăng nhập để gửi bình luận",
    "コメントを書くにはログインが必要です",
    "You can cancel or opt out whenever you want, at any time",
    "Baixe agora o nosso aplicativo para Android e iOS",
    "Follow our page on Facebook and our channel on YouTube",
    "Ce site et ses partenaires utilisent des cookies pour mesurer l'audience et personnaliser la publicité",
    "¿Te ha resultado útil este contenido? Valora este artículo",
    "KI-Zusammenfassung: Dieser Überblick wurde mit künstlicher Intelligenz erstellt",
    "Artikel ini diterjemahkan oleh mesin secara otomatis",
    "Steun onafhankelijke journalistiek, doneer nu",
    "Поддержите независимую редакцию, сделайте пожертвование",
    "Le opinioni espresse sono degli autori e non rispecchiano la linea editoriale della redazione",
    "Bu içerik izinsiz kopyalanamaz, yayımlanamaz",
    "Makale görüşleri yazarına aittir, sitemizin görüşlerini yansıtmaz",
    "Makale yazdır, e-posta ile gönder",
    "التعليقات على هذا الخبر مغلقة",
    "हमारा ऐप गूगल प्ले से डाउनलोड करें",
    "Did you like this recipe?",
    "Vous avez aimé cette recette ? Partagez-la !",
    "¿Te ha gustado este artículo?",
    "Понравился рецепт? Поделитесь с друзьями!",
    "А что вы думаете об этом? Пишите в комментариях",
    "Qu'en pensez-vous ? Votre avis en commentaire",
    "この記事にはアフィリエイト広告が含まれています",
    "Dieser Beitrag enthält Affiliate-Links: Beim Kauf erhalten wir eine Provision",
    "Recevez chaque matin l'essentiel de l'actualité",
    "Receba as principais notícias no seu WhatsApp",
    "Note moyenne : 4,5/5 (23 votes)",
    "Signaler cet article",
)
STAYS = (
    "He asked what we liked about the article, and nobody knew.",
    "The affiliate in Leeds sells twice as much as the parent does.",
    "Der Verein zahlte seinen Spielern eine Provision für jeden Gast.",
    "Cada mañana recibía el alcalde las noticias de la noche anterior.",
    "Она думала о том, что пишут в газетах, и молчала весь вечер.",
    "Le matin, il recevait ses amis dans la cour et lisait le journal.",
    "Who reports the error first, so the rule says, need not pay for it.",
    "What is a review? A second look.",
    "1 report of 3 on the flood",
    "He shared the story with his friends before he wrote it down.",
    "Das Foto wurde auf den Wagen geladen und nie wieder gefunden.",
    "La newsletter du port parlait de marées, de prix et de mariages.",
    "Los comentarios del capitán se cerraban siempre con un refrán.",
    "A photo of the bridge hung over the door.",
    "Download speeds fell by half when the cable broke.",
    "Autorzy artykułu policzyli kamienie w rzece i na brzegu.",
    "Yazar makalede köprünün taşlarını tek tek saydı.",
    "Подписка на дрова стоила тогда три рубля в месяц.",
    "編集部の窓からは川が見え、冬には舟も見えた。",
    "Bình luận viên kể lại trận lụt năm ấy.",
    "Komentar kapten itu selalu ditutup dengan pantun lama.",
    "الصورة المعلقة فوق الباب للجسر القديم.",
    "Updated in 1931, the map shows the landing and the inn.",
    "“Subscribe to our newsletter”, said the sign on the door.",
    "* Share this page with all others who are to work on it with you, so that they can log in.",
    "![Preferences for sharing with friends]",
    "If something is not available, you can make it and keep it for your own use, or support it for the public.",
    "Do they make it work?",
)


def said(*, over="", within="", under=""):
    lines = ("The landing below the inn", over, *TEXT[:3], within, *TEXT[3:], under)
    return cleaner.clean("\n\n".join(filter(None, lines)))


BARE = said().text


@pytest.mark.parametrize("line", OVER)
def test_what_a_page_says_over_its_text_goes(line):
    assert said(over=line).text == BARE


@pytest.mark.parametrize("line", WITHIN)
def test_what_a_page_says_within_its_text_goes(line):
    assert said(within=line).text == BARE


@pytest.mark.parametrize("line", UNDER)
def test_what_a_page_says_under_its_text_goes(line):
    assert said(under=line).text == BARE


@pytest.mark.parametrize("line", STAYS)
def test_a_sentence_that_uses_such_words_stays(line):
    assert line in said(within=line).text
    assert line in said(under=line).text


def test_a_stamp_tells_the_date_of_publication_and_not_of_a_change():
    line = "Publié le 6 mai 2020 à 10h30, mis à jour le 8 mai 2021 à 11h40"
    assert said(over=line).metadata["date"] == "2020-05-06"
    lines = "Zuletzt geändert am 8. Mai 2021\n\n6. Mai 2020, 10:30 Uhr"
    assert said(over=lines).metadata["date"] == "2020-05-06"


def test_a_notice_of_machine_translation_is_kept_as_metadata():
    assert said(under="Questo testo è stato tradotto automaticamente").metadata["machine_translated"]


def test_the_next_line_of_a_wrapped_paragraph_stays():
    text = "The parish keeps a fund for the old bell, and donations are\nwelcome, as they help support our free press."
    assert "help support our free press" in cleaner.clean("\n\n".join((*TEXT, text))).text


def test_a_family_that_is_off_says_nothing():
    line = "Share this story with your friends on WhatsApp"
    assert line in cleaner.clean("\n\n".join((*TEXT, line)), settings=cleaner.Settings(disable=("share",))).text


GREEK = (
    "Το πορθμείο περνάει εδώ και εκατό χρόνια και κανείς δεν θυμάται να βούλιαξε ποτέ, λέει ο γέρος πορθμέας.",
    "Τον χειμώνα το ποτάμι παγώνει, ο κόσμος περπατάει πάνω στον πάγο και το πορθμείο περιμένει ως την άνοιξη.",
)


@pytest.mark.parametrize(
    "line",
    [
        "Μοιραστείτε το άρθρο στο Facebook",
        "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ",
        "Ακολουθήστε μας στο Google News και μάθετε πρώτοι όλες τις ειδήσεις",
        "Πρέπει να συνδεθείτε για να σχολιάσετε",
        "ΑΠΑΓΟΡΕΥΕΤΑΙ Η ΑΝΑΔΗΜΟΣΙΕΥΣΗ ΧΩΡΙΣ ΓΡΑΠΤΗ ΑΔΕΙΑ",
        "Ημερομηνία δημοσίευσης: 28 Δεκεμβρίου 2011",
    ],
)
def test_greek_goes_with_its_accents_and_without(line):
    assert cleaner.clean("\n".join(["Το πορθμείο", *GREEK, line])).text.endswith(GREEK[-1])


@pytest.mark.parametrize(
    "line", ["Το άρθρο 12 του νόμου απαγορεύει την αλιεία.", "Οι ειδήσεις έφταναν με το πλοίο, κάθε Τρίτη."]
)
def test_greek_sentences_stay(line):
    assert line in cleaner.clean("\n".join(["Το πορθμείο", *GREEK, line])).text
