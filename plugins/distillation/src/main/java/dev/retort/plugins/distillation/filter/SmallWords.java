package dev.retort.plugins.distillation.filter;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The articles, pronouns, prepositions and forms of to be, to have and to do that stand in every other sentence of a language. */
final class SmallWords {

    private static final Map<String, String> LATIN = Map.ofEntries(
            Map.entry(
                    "en",
                    "the of and to in is that it was for on are as with his they be at this have from or had by but not what all"
                            + " were we when your can said there an each which she do how their if will up other about out then them"
                            + " these so would has you he"),
            Map.entry(
                    "de",
                    "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat"
                            + " dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor"
                            + " zur bis mehr durch man wir ich"),
            Map.entry(
                    "fr",
                    "le la les de des du et un une est en que qui dans pour pas sur au avec ce il plus par se ne sont aux ou son"
                            + " cette mais nous vous ils elle ses être comme on leur ont été peut tout fait d'un d'une c'est qu'il"
                            + " l'on donc"),
            Map.entry(
                    "es",
                    "el la los las de del y en que un una es por con no para se su al lo como más o pero sus le ha este si porque"
                            + " esta son entre está cuando muy sin sobre ser también me hasta hay donde han quien desde todo nos"
                            + " uno les ni"),
            Map.entry(
                    "it",
                    "il la le gli di del della dei delle e che è un una in per non con si da sono come più al alla anche ma lo"
                            + " nel nella ha questo questa o se su dal dalla essere i ai alle quando cui loro degli tra fra ci"
                            + " perché stato"),
            Map.entry(
                    "pt",
                    "o a os as de do da dos das e em que um uma é para com não no na nos nas por se mais como mas ao aos foi ele"
                            + " sua seu ou ser quando muito há também já está eu pelo pela até isso ela entre era depois sem mesmo"
                            + " são"),
            Map.entry(
                    "nl",
                    "de het een en van in is dat op te voor met die niet zijn aan er ook als maar om bij dan nog wordt door naar"
                            + " uit worden heeft tot over hij wat kan deze dit hebben was ze meer geen of je wij ik zich"),
            Map.entry(
                    "sv",
                    "och att det i en som på är av för med den till inte om har ett de var från vi så men jag kan när sig eller"
                            + " han hade nu där vid under också efter mycket dessa skulle detta vad då ska"),
            Map.entry(
                    "da",
                    "og at det i en som på er af for med den til ikke om har et de var fra vi så men jeg kan når sig eller han"
                            + " havde nu der ved under også efter meget disse skulle dette hvad da skal være blev hun man mere"),
            Map.entry(
                    "no",
                    "og å det i en som på er av for med den til ikke om har et de var fra vi så men jeg kan når seg eller han"
                            + " hadde nå der ved under også etter mye disse skulle dette hva da skal være ble hun man mer"),
            Map.entry(
                    "fi",
                    "ja on ei se että hän oli mutta ovat kun myös niin kuin tai joka jos mitä ole tämä sen olla jotka vain sitä"
                            + " mukaan minä he voi sekä hänen siitä eivät niitä nämä koska kanssa ne"),
            Map.entry(
                    "pl",
                    "i w na z do się nie to jest że o jak po od za co dla są przez ale przy być tym lub tego tak który które może"
                            + " ze czy ich jego oraz już tylko gdy było był jej która"),
            Map.entry(
                    "cs",
                    "a v se na je že s o z do i to jako za by pro k po od jsou ale jeho který které která při jen byl bylo být"
                            + " nebo jak tak může také však pokud aby ještě až není má"),
            Map.entry(
                    "hu",
                    "a az és hogy nem is egy van ez meg de csak volt már mint még ha vagy el azt amely lehet ezt minden kell után"
                            + " sem aki így voltak között szerint ki akkor majd pedig"),
            Map.entry(
                    "ro",
                    "și de în a la cu pe care este din nu că un o mai să pentru se sunt ca au fi al ale sau prin dar fost după"
                            + " dacă despre acest această când lui ei cum ar le poate fie"),
            Map.entry(
                    "tr",
                    "ve bir bu da de için ile olarak çok daha olan gibi en ne kadar o var sonra ama değil her ya mi ise ancak olduğu"
                            + " veya bunun şekilde göre ki tarafından eğer zaman"),
            Map.entry(
                    "vi",
                    "và của là có cho các được không một trong những với người để này đã khi từ đến về như cũng ra sẽ tại trên vào"
                            + " nhưng rất hoặc bạn theo nhiều hơn thì phải"),
            Map.entry(
                    "id",
                    "dan yang di dengan untuk dari ini itu dalam pada adalah tidak ke akan juga oleh sebagai atau dapat karena ada"
                            + " bisa kita mereka lebih telah saya anda tersebut seperti sudah jika saat bahwa"));

    private static final Map<String, String> CYRILLIC = Map.of(
            "ru",
            "и в не на что с по как это из у за от его к для то так же но все или был быть если она они мы который есть может бы"
                    + " только было также при ее до уже когда чтобы",
            "uk",
            "і в не на що з по як це із у за від його до для та так же але всі або був бути якщо вона вони ми який є може би"
                    + " тільки було також при її вже коли щоб",
            "bg",
            "и в не на че с по как това от за до се са да е или който беше ако тя те ние има може би само също при вече когато"
                    + " като си със ще бъде");

    private static final Map<String, String> ARABIC = Map.of(
            "ar",
            "في من على أن إلى هذا التي عن مع هو لا ما كان ذلك هذه بين كل أو قد الذي هي ثم كما لم إن بعد و",
            "fa",
            "در از به که این را با است برای آن یک خود تا بر هم نیز می شود شده ها های و یا اما ما کرد باشد بود",
            "ur",
            "کے کی میں ہے سے اور کو کا ہیں نے پر یہ کہ اس ایک بھی نہیں ہو تھا کر جو گیا وہ تو کیا اپنے لیے");

    private static final Map<String, UnicodeScript> SCRIPTS = new TreeMap<>();
    private static final Map<String, List<String>> LANGUAGES = new HashMap<>();

    static {
        learn(UnicodeScript.LATIN, LATIN);
        learn(UnicodeScript.CYRILLIC, CYRILLIC);
        learn(UnicodeScript.ARABIC, ARABIC);
    }

    private SmallWords() {}

    private static void learn(UnicodeScript script, Map<String, String> lists) {
        lists.forEach((language, words) -> {
            SCRIPTS.put(language, script);
            for (String word : Set.copyOf(List.of(words.split(" ", -1)))) {
                LANGUAGES.computeIfAbsent(word, each -> new ArrayList<>()).add(language);
            }
        });
    }

    /** The languages that have a list. */
    static Set<String> languages() {
        return Set.copyOf(SCRIPTS.keySet());
    }

    /** What a language is written in; none for one without a list. */
    static Optional<UnicodeScript> script(String language) {
        return Optional.ofNullable(SCRIPTS.get(language));
    }

    /** The languages that a word is a small word of, in lower case. */
    static List<String> languagesOf(String word) {
        return LANGUAGES.getOrDefault(word, List.of());
    }
}
