# ruff: noqa: E501
"""Language words that the readers of names, dates and credits need."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(p.strip() for p in text.split(",") if p.strip())


BYLINE_PREFIXES = _phrases(
    """by, written by, written and reviewed by, medically reviewed by, geprüft von, veröffentlicht von, erstellt von, eingestellt von, gepostet von, alle beiträge von, alle posts vom autor, autor/in, redaktion, written-by,  story by, words by, text by, report by, reported by, posted by, published by, author, authors, reviewed by, a post by,
    an article by, article by, opinion by, von, text, autor, autorin, autoren, verfasst von, geschrieben von, ein beitrag von, ein gastbeitrag von,
    eine analyse von, ein kommentar von, par, écrit par, publié par, auteur, propos recueillis par, por, escrito por, publicado por,
    texto, di, a cura di, scritto da, autore, door, geschreven door, av, af, skrevet af, skrevet av, tekst, tekst av, tekst og foto, text och foto, skribent, kirjoittaja,
    autorzy, napisał, opracował, oprac, автор, текст, yazan, haber, 文, 撰文, 作者, 记者, 記者, 文字, 执笔, 取材・文, written and directed by, de,
    journalist, redakteur, redakteurin, reporter, mit, pubblicato da, penulis, oleh, tác giả, автор статьи, autore, szöveg, írta, napsal, autor článku, scris de, συντάκτης, του, της"""
)
PARTICLES = _set(
    """de da do dos das du del della delle dei degli di la le lo el al bin ibn ben abu van von zu zum zur vom der den het ter ten te op af av
    y e i und d' l' o' mac mc st san santa dal dalla ap ab ould ul ur uz bint ad as ash es ez"""
)
CONJUNCTIONS = _set("and und et y e i og och en ja и та と 和 及 & con with mit with")
NOT_NAMES = _set(
    """staff editor editors editorial desk team newsroom news newspaper correspondent reporter reporters writer writers contributor contributors
    columnist columnists journalist journalists associate senior chief managing deputy executive assistant director producer photographer photographers
    photo photos video press agency agencies wire service services associated times post journal gazette herald tribune telegraph guardian
    magazine media network online web website admin administrator webmaster author authors guest user anonymous unknown none null undefined
    editorialstaff redaktion redakteur redakteurin redaktör redaktionen redacción redacao redação redaktionsteam redazione rédaction
    redactie redakcja redakce redazione redaksi toimitus agentur agenturen agencias agencia agenzia agence agences zeitung nachrichten
    verlag magazin rundfunk journaal editing writing reporting additional published updated posted share comment comments minute minutes
    read min subscribe follow sponsored advertisement photograph photography image images picture pictures getty reuters upi afp ap dpa
    ansa efe tass xinhua pti ians ani sda apa anp tt ntb belga lusa pap mti bloomberg company inc llc ltd gmbh corp corporation university
    institute department committee association foundation group studio studios channel radio tv blog digital content marketing
    support january february monday tuesday wednesday thursday friday saturday sunday
    home menu login today yesterday about contact privacy copyright rights reserved more latest breaking exclusive analysis opinion special
    the this that our your my we bureau board administrator policy partner partners publisher moderator member members founder
    expert experts attorney engineer consultant specialist analyst strategist coach posts articles article bio disclosure advertiser written reviewed
    fact checked facebook twitter instagram linkedin pinterest youtube whatsapp email e-mail view all full see profile last advisor adviser trial
    medically verified geprüft foto fotos bild text alle veröffentlicht einträge beiträge beitrag stand aktualisiert lesedauer impressum kontakt teilen drucken newsletter
    publicado actualizado compartir por publié mis modifié partager gast gastbeitrag gastautor für für reply replies views likes posted
    cookie cookies statement corrispondente corrispondenti nostro nostra inviato inviata corresponsal correspondant korrespondent
    ceo cto coo president professor phd md jr sr dvm rn mba"""
)
SUFFIXES = _set("jr sr ii iii iv jr. sr. phd md ph.d. m.d. esq esq. mba dvm rn")
AGENCIES = _phrases(
    """AP, AFP, UPI, dpa, Reuters, EFE, ANSA, TASS, RIA Novosti, РИА Новости, ТАСС, Интерфакс, Interfax, Xinhua, 新华社, 中新社, Kyodo, Jiji,
    共同, 時事, Yonhap, PTI, IANS, ANI, SDA, ATS, APA, ANP, TT, NTB, Ritzau, Belga, Lusa, PAP, MTI, ČTK, CTK, TASR, AGERPRES, Mediafax, HINA, Tanjug, BTA, ANA,
    AMNA, AA, DHA, İHA, IHA, Anadolu, SID, epd, KNA, dapd, ddp, dts, dpa-AFX, dpa/tmn, awp, CNN, BBC, CNBC, Bloomberg, PRNewswire, PR Newswire, Business Wire,
    BUSINESS WIRE, GLOBE NEWSWIRE, GlobeNewswire, Newswise, CBS, NBC, ABC, AAP, NZPA, CP, The Canadian Press, Canadian Press, Associated Press, The Associated Press,
    Agence France-Presse, Europa Press, Servimedia, Notimex, Télam, Telam, Agência Brasil, Agencia Brasil, Adnkronos, AGI, LaPresse, Askanews, Antara, Bernama,
    VNA, TTXVN, Press Trust of India, Press Association, PA, Thomson Reuters, Sputnik, STT, BNS, LETA, Ukrinform, UNIAN, Укринформ, УНІАН, KCNA, WAM, MENA, SPA, IRNA, ISNA, MNA,
    UNI, KUNA, NAN, GNA, ENA, SANA, Petra, NNA, QNA, ONA, BNA, Saba, Kathpress, VOA, RFE/RL, Zenit, CNA, CNS, RNS, JTA, TMZ, MPI"""
)
PHOTO_AGENCIES = _phrases(
    """Getty Images, Getty, AFP, AP, Reuters, dpa, EPA, EPA-EFE, EFE, UPI, Shutterstock, iStock, Imago, imago images, picture alliance, picture-alliance, Keystone,
    ullstein bild, Bloomberg, ANSA, LaPresse, Alamy, Corbis, Unsplash, Pexels, Pixabay, Wikimedia Commons, Wikimedia, AP Images, AP Photo, ZUMA, ZUMA Press, Rex Features, REX,
    PA, PA Wire, Press Association, Associated Press, Xinhua, Yonhap, Kyodo, TASS, Sputnik, Adobe Stock, adobe.stock.com, Depositphotos, Fotolia, Flickr, Action Images, USA Today Sports,
    IMAGN, Imagn Images, NurPhoto, SIPA, Hollandse Hoogte, ANP, TT, NTB, Scanpix, Ritzau Scanpix, Belga, Belgaimage, Lehtikuva, PAP, APA, epd, KNA, Anadolu, Anadolu Agency, Europa Press,
    Agencia EFE, Abaca, Gamma-Rapho, Hulton Archive, WireImage, FilmMagic, Everett, Everett Collection, Canva, AAP, The Canadian Press, NASA, IANS, PTI, ANI, NTB scanpix, SOPA Images, MaxPPP, Supplied, Handout, Submitted, privat, zvg, Symbolbild, Symbolfoto, Archiv, Archivbild, Courtesy, Contributed"""
)
CREDIT_WORDS = _phrases(
    """credit, photo credit, image credit, picture credit, photo, photos, photograph, photographs, photographer, picture, pictures, image, images, foto, fotos, fotograf, fotografin, bild,
    bilder, bildquelle, bildnachweis, fotocredit, grafik, quelle, crédit, crédits, crédit photo, crédits photo, photographie, fotografía, fotografia, foto de, imagen, imagem, crédito, créditos, fuente, fonte,
    reprodução, divulgação, immagine, beeld, afbeelding, zdjęcie, zdj, fot, źródło, фото, fotoğraf, kaynak, kuva, billede, bilde, kép, snímek, 写真, 图, 图片, 图源, 摄影, 攝影, 摄, 圖, 사진, courtesy, courtesy of,
    photo courtesy of, image courtesy of, ảnh, dok, illustration, graphic, source, video, screenshot"""
)
CREDIT_BY = _phrases(
    """photo by, photos by, file photo by, photograph by, photographs by, picture by, image by, images by, pool photo by, illustration by, photography by, courtesy of, photo courtesy of,
    image courtesy of, foto von, fotos von, foto di, foto de, foto door, foto av, foto af, photo de, photo par, credit by"""
)
MONTHS: dict[str, int] = {}
for _row in (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mrz apr mai jun jul aug sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "janv fév mars avr mai juin juil aout sept oct nov dec",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago set oct nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan febr mrt apr mei juni juli aug sept okt nov dec",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "oca şub mar nis may haz tem ağu eyl eki kas ara",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "január február március április május június július augusztus szeptember október november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
):
    for _i, _name in enumerate(_row.split(), 1):
        MONTHS.setdefault(_name, _i)
MONTHS["sept"] = 9
WEEKDAYS = _set(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"""
)
NOT_PLACES = _set(
    """BREAKING UPDATE UPDATED UPDATES EXCLUSIVE WATCH OPINION ANALYSIS VIDEO PHOTO PHOTOS FILE NOTE EDITOR REVIEW INTERVIEW EXPLAINER LIVE PODCAST
    GALLERY QUIZ POLL WARNING CORRECTION CLARIFICATION RELATED READ MORE ALSO NEWS SPORT SPORTS TOP FACT CHECK FACTBOX PREVIEW RECAP REPORT ADVERTISEMENT
    ANZEIGE WERBUNG KOMMENTAR SPOILER ALERT IMPORTANT ATTENTION MUST SEE NEW WHAT WHY HOW WHO WHEN WHERE STEP PART CHAPTER SUMMARY CONCLUSION INTRODUCTION QUESTION ANSWER
    PROS CONS UPDATE: OVERVIEW TRENDING ESSAY COMMENTARY EDITORIAL PERSPECTIVE"""
)
SHORT_PLACES = _set(
    "ROME LIMA OSLO ROMA WIEN BERN BONN KÖLN KIEV KYIV LYON NICE DOHA BAKU LOME LOMÉ SUVA APIA LINZ GRAZ JENA KIEL ESSEN GENF BERNE PERM RIGA BARI PISA YORK BATH HULL CORK RIO BALI MALÉ CALI ADEN HOMS PUNE AGRA WACO RENO OHIO UTAH IOWA IRAN IRAQ GAZA CUBA PERU MALI CHAD OMAN TOGO BONN METZ LINZ BRNO"
)
FILLERS = _set(
    """admin administrator webmaster wpadmin root user guest anonymous anonym unknown unbekannt none null undefined default test editor editors staff
    author authors autor autoren redaktion redaktor editorial team desk writer writers contributor contributors correspondent newsroom reporter redacción redação
    redazione rédaction redactie redakcja toimitus agencies agenturen by von more read share comment comments home menu login subscribe follow full bio profile
    written view all posts website email facebook twitter instagram linkedin pinterest youtube whatsapp print about contact published updated posted last on date
    minutes min category categories tags tag leave reply edit permalink update image photo video source news blog"""
)
GROUPS = _set(
    """team foundation group university institute department committee association company inc llc ltd gmbh corp corporation studio studios magazine
    media network agency agencies redaktion redaktionsteam board bureau channel radio tv blog digital partners services service center centre college
    school council society union club news nachrichten magazin verlag online zeitung landesanstalt stiftung verein verband ministerium"""
)
HONORIFICS = _set("dr dr. prof prof. mr mr. mrs mrs. ms ms. sir dame dipl.-ing. mag. ing. med.")
CALLS = _set(
    "view see more all articles posts alle weitere mehr zum zur profil profile beiträge voir plus tous ver más todos search read"
)
