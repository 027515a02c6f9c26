package dev.retort.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Made-up records, the same for a seed. */
final class Records {

    private Records() {}

    /** Writes so many input records of about so many bytes. */
    static void writeInput(Path file, long count, int bytes) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            String text = text(bytes - 90);
            for (long i = 0; i < count; i++) {
                out.write(("{\"id\":\"r-" + i + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + i + " " + text
                                + "\"}]}\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Writes records whose bytes a parser would be tempted to change: white space, escapes, large numbers, members given twice. */
    static void writeAwkward(Path file, int count) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int i = 0; i < count; i++) {
                out.write(awkward(i).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String awkward(int i) {
        String question =
                "\"messages\": [ {\"role\":\"user\" ,\"content\":\"" + i + " \\u00e4\\/é\\n\\ud83d\\ude00 🜚\"} ]";
        return "{\"id\":\"r-" + i + "\", " + question
                + switch (i % 4) {
                    case 0 -> ",\"score\": 1.0e+05,\"big\":123456789012345678901234567890.10";
                    case 1 -> " ,\"note\":\"\\\"}\", \"note\" : null";
                    case 2 -> ",\"nested\":{\"a\":[1,-0,2E3,{\"b\":{}}],\"\":\"\\u0000\"}  ";
                    default -> "";
                }
                + "}\n";
    }

    /** Writes an input and the output of a run that finished it, in the shape that {@code data_distillation} leaves. */
    static void writeFinished(Path input, Path output, long count, int bytes) throws IOException {
        String text = text(bytes / 2 - 150);
        try (OutputStream in = new BufferedOutputStream(Files.newOutputStream(input), 1 << 20);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 20)) {
            for (long i = 0; i < count; i++) {
                String record = "{\"id\":\"r-" + i + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + i + "\"}]";
                in.write((record + "}\n").getBytes(StandardCharsets.UTF_8));
                out.write((record + ",\"response\":\"" + text
                                + "\",\"final_messages\":[{\"role\":\"user\",\"content\":\"" + i
                                + "\"},{\"role\":\"assistant\",\"content\":\"" + text
                                + "\"}],\"generation\":{\"record_id\":\"r-" + i + "\",\"line\":" + (i + 1)
                                + ",\"model\":\"simulated\",\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":5,"
                                + "\"completion_tokens\":200,\"total_tokens\":205},\"attempts\":1,\"latency_ms\":12}}\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** A chat request of about so many bytes. */
    static byte[] requestBody(int bytes) {
        return ("{\"model\":\"simulated\",\"temperature\":0.6,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + text(bytes - 100) + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26))).append(random.nextInt(6) == 0 ? " " : "");
        }
        return text.substring(0, length);
    }
}
