package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real pictures, whole and broken ones, on their way to the model and into the output that users of pictures know. */
final class ImagesIT {

    private static final String TASK =
            "input: {prompt: \"{{q}}\", images: {member: image, root: pictures, detail: low}}";

    private final ScriptedModel server = ScriptedModel.start(request -> Reply.saying("a picture"));
    private final byte[] png = picture("png", 40);
    private final byte[] jpeg = picture("jpeg", 41);
    private final byte[] gif = picture("gif", 42);
    private final byte[] webp = read(Retort.home().resolve("examples/images/circle.webp"));
    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.model(server.baseUrl());
        distillation.task("concurrency: 64", "output: {shape: answer}", TASK);
        file("a.png", png);
        file("b b.jpg", jpeg);
        file("c.gif", gif);
        file("d.webp", webp);
        file("mislabelled.jpg", png);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void file(String name, byte[] bytes) throws IOException {
        distillation.place().write("pictures/" + name, bytes);
    }

    private Retort.Outcome run(String... more) {
        return Retort.brief(distillation.place().directory()).run(Distillation.command(more));
    }

    private static byte[] picture(String format, int width) {
        BufferedImage image = new BufferedImage(width, 30, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            image.setRGB(x, x % 30, 0xff00ff * x);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertTrue(ImageIO.write(image, format, bytes));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String record(String id, String image) {
        return "{\"id\":\"" + id + "\",\"q\":\"about " + id + "\",\"image\":" + image + "}";
    }

    private static String uri(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** The parts of each request, by the text that comes first. */
    private Map<String, List<JsonNode>> sent() {
        Map<String, List<JsonNode>> sent = new TreeMap<>();
        for (ScriptedModel.Request request : server.requests()) {
            List<JsonNode> parts = new ArrayList<>();
            Jsonl.parse(request.body()).at("/messages/0/content").forEach(parts::add);
            assertEquals("text", parts.get(0).at("/type").stringValue());
            sent.put(parts.get(0).at("/text").stringValue(), parts.subList(1, parts.size()));
        }
        return sent;
    }

    private static void assertSent(String url, JsonNode part) {
        assertEquals("image_url", part.at("/type").stringValue());
        assertEquals(url, part.at("/image_url/url").stringValue());
        assertEquals("low", part.at("/image_url/detail").stringValue());
    }

    @Test
    void picturesAreSentAsTheyAreAndTheOutputOnlyNamesThem() throws IOException {
        String url = "https://127.0.0.1:1/never/asked.png";
        String inline = uri("image/png", png);
        distillation.input(
                record("png", "\"a.png\""),
                record("jpeg", "{\"path\":\"b b.jpg\"}"),
                record("gif", "[\"c.gif\"]"),
                record("webp", "\"" + distillation.path("pictures/d.webp").toAbsolutePath() + "\""),
                record("mislabelled", "\"mislabelled.jpg\""),
                record("url", "\"" + url + "\""),
                record("inline", "\"" + uri("image/jpeg", png) + "\""),
                record("many", "[\"d.webp\",{\"url\":\"" + url + "\"},{\"image\":\"a.png\"},\"a.png\"]"));
        Retort.Outcome run = run();
        assertEquals(0, run.exit(), run.all());
        Map<String, List<JsonNode>> sent = sent();
        assertSent(inline, sent.get("about png").get(0));
        assertSent(uri("image/jpeg", jpeg), sent.get("about jpeg").get(0));
        assertSent(uri("image/gif", gif), sent.get("about gif").get(0));
        assertSent(uri("image/webp", webp), sent.get("about webp").get(0));
        assertSent(inline, sent.get("about mislabelled").get(0));
        assertSent(url, sent.get("about url").get(0));
        assertSent(inline, sent.get("about inline").get(0));
        List<JsonNode> many = sent.get("about many");
        assertEquals(4, many.size());
        assertSent(uri("image/webp", webp), many.get(0));
        assertSent(url, many.get(1));
        assertSent(inline, many.get(3));
        for (JsonNode answer : distillation.answers()) {
            assertEquals(
                    List.of("id", "input_prompt", "images", "answer", "processed_at"),
                    List.copyOf(answer.propertyNames()));
            assertEquals(
                    "about " + answer.at("/id").stringValue(),
                    answer.at("/input_prompt").stringValue());
            boolean ownBytes = answer.at("/id").stringValue().equals("inline");
            assertEquals(ownBytes, answer.at("/images").toString().contains("base64"));
        }
        JsonNode last = distillation.answers().stream()
                .filter(answer -> answer.at("/id").stringValue().equals("many"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "[\"d.webp\",\"" + url + "\",\"a.png\",\"a.png\"]",
                last.at("/images").toString());
    }

    @Test
    void aPictureThatCannotBeSentFailsItsRecordAloneWithTheReason() throws IOException {
        byte[] crooked = png.clone();
        crooked[45] ^= 1;
        file("torn.png", Arrays.copyOf(png, png.length / 2));
        file("torn.jpg", Arrays.copyOf(jpeg, jpeg.length - 40));
        file("crooked.png", crooked);
        file("zero.png", new byte[0]);
        file("text.jpg", "no picture".getBytes(StandardCharsets.UTF_8));
        file("tiny.png", picture("png", 5));
        file("heavy.png", Arrays.copyOf(png, (10 << 20) + 1));
        Files.createDirectory(distillation.path("pictures/directory.png"));
        Map<String, String> reasons = new TreeMap<>(Map.of(
                "torn.png", "image_damaged",
                "torn.jpg", "image_damaged",
                "crooked.png", "image_damaged",
                "zero.png", "image_damaged",
                "text.jpg", "image_unsupported",
                "tiny.png", "image_too_small",
                "heavy.png", "image_too_large",
                "directory.png", "image_unreadable",
                "gone.png", "image_missing",
                "s3://bucket/a.png", "image_unsupported"));
        List<String> records = reasons.keySet().stream()
                .map(name -> record(name, "[\"a.png\",\"" + name + "\"]"))
                .collect(Collectors.toCollection(ArrayList::new));
        records.add(record("whole", "\"a.png\""));
        records.add("{\"id\":\"none\",\"q\":\"about nothing\"}");
        records.add(record("number", "5"));
        reasons.put("none", "image_missing");
        reasons.put("number", "bad_images");
        distillation.input(records.toArray(new String[0]));
        Retort.Outcome run = run();
        assertEquals(6, run.exit(), run.all());
        assertEquals(List.of("about whole"), List.copyOf(sent().keySet()));
        Map<String, String> found = new TreeMap<>();
        for (JsonNode failure : distillation.failures()) {
            String id = failure.at("/id").stringValue();
            found.put(id, failure.at("/error_type").stringValue());
            boolean named = id.contains(".");
            assertTrue(!named || failure.at("/error").stringValue().startsWith(id + ": "), failure.toString());
        }
        assertEquals(reasons, found);
        assertTrue(
                distillation.failures().toString().contains("more than max_bytes allows (10,485,760); resize: true"),
                "the key and the way out are named");
    }

    @Test
    void aPhotographIsTurnedUprightAndWhatIsTooLargeScaledDown() throws IOException {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            18,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream onItsSide = new ByteArrayOutputStream();
        onItsSide.write(jpeg, 0, 2);
        onItsSide.write(exif);
        onItsSide.write(jpeg, 2, jpeg.length - 2);
        file("on_its_side.jpg", onItsSide.toByteArray());
        file("wide.png", picture("png", 400));
        distillation.task(
                "input: {prompt: \"{{q}}\", images: {member: image, root: pictures, max_side: 100, min_side: 5, resize: true}}");
        distillation.input(record("turned", "\"on_its_side.jpg\""), record("scaled", "\"wide.png\""));
        Retort.Outcome run = run();
        assertEquals(0, run.exit(), run.all());
        BufferedImage turned = decoded(sent().get("about turned").get(0), "image/jpeg");
        assertEquals("30 x 41", turned.getWidth() + " x " + turned.getHeight());
        BufferedImage scaled = decoded(sent().get("about scaled").get(0), "image/png");
        assertEquals("100 x 8", scaled.getWidth() + " x " + scaled.getHeight());
        assertFalse(
                Files.readString(distillation.path(Distillation.ANSWERS)).contains("base64"),
                "final_messages name the pictures too");
    }

    private static BufferedImage decoded(JsonNode part, String type) throws IOException {
        String url = part.at("/image_url/url").stringValue();
        String start = "data:" + type + ";base64,";
        assertTrue(url.startsWith(start), url);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(url.substring(start.length()))));
    }

    @Test
    void aRunWithPicturesGoesOnAfterDamageAndStandsUpToValidation() throws IOException {
        String[] records = IntStream.range(0, 60)
                .mapToObj(i -> record(
                        "r" + i, i % 20 == 7 ? "\"gone.png\"" : i % 2 == 0 ? "\"a.png\"" : "[\"b b.jpg\",\"d.webp\"]"))
                .toArray(String[]::new);
        distillation.input(Arrays.copyOf(records, 40));
        Retort.Outcome first = run();
        assertEquals(6, first.exit(), first.all());
        assertEquals(38, server.requests().size());
        Path answers = distillation.path(Distillation.ANSWERS);
        List<String> lines = new ArrayList<>(Files.readAllLines(answers));
        lines.set(3, lines.get(3).substring(0, 30));
        lines.add("{\"id\":\"r9");
        byte[] damaged = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        Files.write(answers, damaged);
        distillation.input(records);
        distillation.place().write("pictures/gone.png", png);
        Retort.Outcome second = run("--set", "distillation.retry_mode=true");
        assertEquals(0, second.exit(), second.all());
        assertEquals(
                38 + 1 + 20 + 2, server.requests().size(), "each answer is paid for once, but for the damaged one");
        List<String> aside = distillation.place().tree().stream()
                .filter(name -> name.startsWith("out/in.jsonl.damaged_"))
                .toList();
        assertEquals(1, aside.size(), second.all());
        assertTrue(
                Files.readString(distillation.path(aside.get(0))).contains(lines.get(3)), "the damaged line is kept");
        assertArrayEquals(
                IntStream.range(0, 60).mapToObj(i -> "r" + i).sorted().toArray(),
                distillation.answers().stream()
                        .map(answer -> answer.at("/id").stringValue())
                        .sorted()
                        .toArray());
        Retort brief = Retort.brief(distillation.place().directory());
        Retort.Outcome valid = brief.run("validate-output", "--input-path", "in.jsonl", "--output-path", "out");
        assertEquals(0, valid.exit(), valid.all());
        Retort.Outcome status = brief.run("status", "--all");
        assertEquals(0, status.exit(), status.all());
        assertTrue(
                status.out().contains("  test  done  ") && status.out().contains("60 records, 60 answered"),
                status.out());
    }
}
