package dev.retort.plugins.distillation.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LanguagesTest {

    static final String ENGLISH =
            "The train leaves in the morning, and it is not clear whether we can still buy tickets.";
    static final String GERMAN = "Der Zug fährt am Morgen ab, und es ist nicht klar, ob wir noch Karten kaufen können.";

    private static final Map<String, String> TEXTS = new TreeMap<>(Map.ofEntries(
            Map.entry("en", ENGLISH),
            Map.entry("de", GERMAN),
            Map.entry(
                    "fr",
                    "Le train part le matin et il n'est pas certain que nous puissions acheter des billets pour la ville."),
            Map.entry(
                    "es",
                    "El tren sale por la mañana y no está claro si todavía podemos comprar los billetes en la estación."),
            Map.entry(
                    "it",
                    "Il treno parte la mattina e non è chiaro se possiamo ancora comprare i biglietti alla stazione."),
            Map.entry(
                    "pt",
                    "O trem sai de manhã e não está claro se ainda podemos comprar as passagens na estação da cidade."),
            Map.entry(
                    "nl",
                    "De trein vertrekt in de ochtend en het is niet duidelijk of we nog kaartjes kunnen kopen op het station."),
            Map.entry(
                    "sv",
                    "Tåget går på morgonen och det är inte klart om vi fortfarande kan köpa biljetter på stationen."),
            Map.entry(
                    "da",
                    "Toget kører om morgenen, og det er ikke klart, om vi stadig kan købe billetter på stationen af hende."),
            Map.entry(
                    "no",
                    "Toget går om morgenen, og det er ikke klart om vi fortsatt kan få kjøpt billetter på stasjonen nå."),
            Map.entry(
                    "fi",
                    "Juna lähtee aamulla ja ei ole selvää, että voimme vielä ostaa lippuja, mutta hän on jo asemalla."),
            Map.entry(
                    "pl",
                    "Pociąg odjeżdża rano i nie jest jasne, czy możemy jeszcze kupić bilety na dworcu w mieście."),
            Map.entry(
                    "cs",
                    "Vlak odjíždí ráno a není jasné, že je možné ještě koupit jízdenky na nádraží v našem městě."),
            Map.entry(
                    "hu",
                    "A vonat reggel indul, és nem világos, hogy még lehet jegyet venni az állomáson, ha már késő van."),
            Map.entry(
                    "ro", "Trenul pleacă dimineața și nu este clar dacă mai putem cumpăra bilete de la gară în oraș."),
            Map.entry(
                    "tr",
                    "Tren sabah kalkıyor ve bilet almak için çok geç olup olmadığı belli değil ama bir şansımız daha var."),
            Map.entry(
                    "vi",
                    "Tàu sẽ khởi hành vào buổi sáng và không rõ chúng ta có thể mua vé được không khi đã đến ga."),
            Map.entry(
                    "id",
                    "Kereta berangkat pada pagi hari dan tidak jelas apakah kita masih bisa membeli tiket di stasiun itu."),
            Map.entry(
                    "ru",
                    "Поезд уходит утром, и не ясно, можем ли мы ещё купить билеты на вокзале, если он уже не открыт."),
            Map.entry(
                    "uk",
                    "Потяг відходить вранці, і не ясно, чи можемо ми ще купити квитки на вокзалі, якщо він є далеко."),
            Map.entry(
                    "bg",
                    "Влакът тръгва сутринта и не е ясно дали все още можем да си купим билети на гарата в града."),
            Map.entry(
                    "ar",
                    "يغادر القطار في الصباح وليس من الواضح ما إذا كان من الممكن شراء التذاكر على الرصيف أو في المحطة"),
            Map.entry(
                    "fa",
                    "قطار صبح حرکت می کند و معلوم نیست که آیا هنوز می توان بلیط را از ایستگاه خرید یا نه با این حال"),
            Map.entry("ur", "ٹرین صبح روانہ ہوتی ہے اور یہ واضح نہیں ہے کہ کیا ہم اب بھی اسٹیشن سے ٹکٹ خرید سکتے ہیں"),
            Map.entry("he", "הרכבת יוצאת בבוקר ולא ברור אם אפשר עוד לקנות כרטיסים בתחנה"),
            Map.entry("el", "Το τρένο φεύγει το πρωί και δεν είναι σαφές αν μπορούμε ακόμη να αγοράσουμε εισιτήρια"),
            Map.entry("hi", "ट्रेन सुबह निकलती है और यह स्पष्ट नहीं है कि हम अभी भी टिकट खरीद सकते हैं या नहीं"),
            Map.entry("th", "รถไฟออกตอนเช้าและยังไม่ชัดเจนว่าเรายังซื้อตั๋วได้หรือไม่"),
            Map.entry("ko", "기차는 아침에 출발하며 아직 표를 살 수 있는지 분명하지 않습니다"),
            Map.entry("ja", "列車は朝に出発しますが、まだ切符を買えるかどうかははっきりしません。"),
            Map.entry("zh", "火车早上出发，目前还不清楚我们是否还能在车站买到车票。")));

    @Test
    void knowsALanguageFromTheOthers() {
        TEXTS.forEach((language, text) -> {
            assertEquals(Optional.empty(), Languages.unlike(text, language), text);
            TEXTS.keySet().stream()
                    .filter(other -> !other.equals(language))
                    .filter(other -> !(language + other).matches("dano|noda")) // one could pass for the other
                    .forEach(other ->
                            assertEquals(Optional.of(language), Languages.unlike(text, other), other + ": " + text));
        });
    }

    @Test
    void takesTheCodeWithARegionAndInAnyCase() {
        assertEquals(Optional.empty(), Languages.unlike(TEXTS.get("zh"), "zh-CN"));
        assertEquals(Optional.empty(), Languages.unlike(ENGLISH, "EN_us"));
    }

    @Test
    void letsPassWhatCannotBeTold() {
        assertEquals(Optional.empty(), Languages.unlike("42", "de"));
        assertEquals(Optional.empty(), Languages.unlike("", "de"));
        assertEquals(Optional.empty(), Languages.unlike("OK, done.", "de"));
        assertEquals(Optional.empty(), Languages.unlike("Alpha Beta Gamma Delta Epsilon Zeta", "de"));
    }

    @Test
    void knowsThatTheScriptIsWrongWhereItDoesNotKnowTheLanguage() {
        assertEquals(
                Optional.of("a text in Latin letters"), Languages.unlike("Alpha Beta Gamma Delta Epsilon Zeta", "zh"));
    }

    @Test
    void doesNotReadCode() {
        String german =
                """
                Die Funktion gibt das Ergebnis zurück und ist für den Test nicht nötig:
                ```python
                # the sum of all the numbers that are in the list, and it is not in the order that they were given
                def f(the, of): return the if it is not of else and_the
                ```
                """;
        assertEquals(Optional.empty(), Languages.unlike(german, "de"));
        assertEquals(Optional.empty(), Languages.unlike("```\nif the is not of and the in it for the as\n```", "de"));
    }

    @Test
    void takesAChineseAnswerWithForeignTermsForChinese() {
        assertEquals(
                Optional.empty(), Languages.unlike("Transformer 模型使用 self-attention 机制来处理序列数据，因此训练速度更快，效果更好。", "zh"));
    }
}
