package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.processor.ExtensionAnnotationProcessor;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** {@code examples/third-party-plugin}, built here from its sources and its pom as its README builds it, and run. */
class ThirdPartyPluginIT {

    private static final String EXAMPLE = "examples/third-party-plugin";

    @TempDir
    Path temporary;

    private Workplace work;

    @BeforeEach
    void build() throws Exception {
        work = Workplace.below(temporary);
        work.borrow(EXAMPLE + "/poem.txt");
        work.borrow(EXAMPLE + "/count_words.yaml");
        Path folder = Retort.home().resolve(EXAMPLE);
        Sources sources = new Sources().processedBy(new ExtensionAnnotationProcessor());
        Path java = folder.resolve("src/main/java");
        try (Stream<Path> files = Files.walk(java)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                String name = java.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
                sources.add(name, Files.readString(file));
            }
        }
        PluginJar jar = PluginJar.bare();
        manifestOf(folder.resolve("pom.xml")).forEach(jar::manifest);
        sources.compile().forEach(jar::entry);
        jar.writeTo(work.path("plugins/word-count.jar"));
    }

    /** The manifest entries that the pom gives the jar, properties of the project filled in. */
    private static Map<String, String> manifestOf(Path pom) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        Map<String, String> project = new LinkedHashMap<>();
        for (Element child : children(document.getDocumentElement())) {
            project.put("${project." + child.getTagName() + "}", child.getTextContent());
        }
        Map<String, String> manifest = new LinkedHashMap<>();
        for (Element entry :
                children(document.getElementsByTagName("manifestEntries").item(0))) {
            String value = entry.getTextContent();
            manifest.put(entry.getTagName(), project.getOrDefault(value, value));
        }
        return manifest;
    }

    private static List<Element> children(Node parent) {
        return Stream.iterate(parent.getFirstChild(), node -> node != null, Node::getNextSibling)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private Retort.Outcome retort(String... words) {
        return Retort.brief(work.directory())
                .with("RETORT_PLUGINS_DIR", "plugins")
                .run(words);
    }

    @Test
    void theDoctorFindsItSound() {
        Retort.Outcome doctor = retort("plugins", "doctor");
        assertEquals(0, doctor.exit(), doctor.all());
        assertTrue(doctor.outLines().contains(String.format("%-28s ok", "word-count 1.0.0")), doctor.out());
        assertEquals("", doctor.err());
    }

    @Test
    void itsTaskFileCountsWords() throws IOException {
        Retort.Outcome run = retort("run-task", EXAMPLE + "/count_words.yaml");
        assertEquals(0, run.exit(), run.all());
        assertTrue(run.out().startsWith("poem · count_words 1.0.0 · run runs/poem/run_"), run.out());
        assertTrue(run.out().contains(": 21 words, 13 of them different\n  counts   out/words.tsv\n"), run.out());
        assertEquals("drop\t6\nand\t2\none\t2\nthe\t2\n", firstLines("out/words.tsv", 4));
        assertFalse(Files.exists(work.path("out/words.tsv.tmp")));
        assertTrue(work.read("runs/poem/latest/report.html").contains("The most frequent words"));
    }

    private String firstLines(String file, int count) throws IOException {
        return String.join("\n", work.lines(file).subList(0, count)) + "\n";
    }

    @Test
    void itsCommandCountsWordsToo() throws IOException {
        Retort.Outcome run = retort("count-words", "--input", EXAMPLE + "/poem.txt", "--output", "words.tsv");
        assertEquals(0, run.exit(), run.all());
        assertTrue(Files.isRegularFile(work.path("words.tsv")));
        Retort.Outcome help = retort("count-words", "--help");
        assertEquals(0, help.exit());
        assertTrue(help.out().contains("--shortest"), help.out());
        assertTrue(help.out().contains("Words of fewer letters do not count. Default: 1."), help.out());
    }

    @Test
    void itsMistakesAreToldLikeAnyOther() throws IOException {
        work.write(
                "bad.yaml",
                "task_name: bad\ntask_type: count_words\ninput: " + EXAMPLE + "/poem.txt\noutput: " + EXAMPLE
                        + "/poem.txt\n");
        Retort.Outcome run = retort("run-task", "bad.yaml");
        assertEquals(2, run.exit());
        assertEquals(
                "bad.yaml:4:9: error: the counts would be written over the text " + EXAMPLE + "/poem.txt",
                run.errLines().get(0));
        work.write("latin.txt", "one\ntwo\ngr\u00FC\u00DFe\n".getBytes(StandardCharsets.ISO_8859_1));
        Retort.Outcome latin = retort("count-words", "--input", "latin.txt", "--output", "words.tsv");
        assertEquals(3, latin.exit(), latin.all());
        assertTrue(latin.err().endsWith("  Save it as UTF-8 and run the same command again.\n"), latin.err());
        assertFalse(Files.exists(work.path("words.tsv")));
    }

    @Test
    void itsTaskTypeIsDescribed() {
        Retort.Outcome describe = retort("describe", "count_words");
        assertEquals(0, describe.exit(), describe.all());
        assertTrue(describe.out().startsWith("count_words · Counts the words of a text.\n"), describe.out());
        assertTrue(describe.out().contains("whole number from 1 to 100, default 1"), describe.out());
    }
}
