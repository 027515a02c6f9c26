package dev.retort.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.core.run.ProgressUpdate;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MetricsTextTest {

    private static ProgressUpdate update(Map<String, Long> failures, Gauge... gauges) {
        return new ProgressUpdate(
                new ProgressSnapshot("records", 117, 2, 7, OptionalLong.of(164), failures, List.of(gauges)),
                Duration.ofMillis(12_500),
                58.25,
                Optional.of(Duration.ofMillis(830)),
                false);
    }

    private static List<String> samples(String page) {
        return page.lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void aPageSaysHowFarARunIs() {
        assertEquals(
                """
                # HELP retort_run_info What runs here.
                # TYPE retort_run_info gauge
                retort_run_info{task="t",plugin="distillation 0.1.0"} 1
                # HELP retort_records_total Finished ones of this run by how they ended; skipped were finished before it.
                # TYPE retort_records_total counter
                retort_records_total{task="t",noun="records",state="succeeded"} 117
                retort_records_total{task="t",noun="records",state="failed"} 2
                retort_records_total{task="t",noun="records",state="skipped"} 7
                # HELP retort_records_expected All there is to do, skipped ones included.
                # TYPE retort_records_expected gauge
                retort_records_expected{task="t"} 164
                # HELP retort_records_per_second Finished ones a second over the last ten seconds.
                # TYPE retort_records_per_second gauge
                retort_records_per_second{task="t"} 58.25
                # HELP retort_elapsed_seconds Since the task began to show progress.
                # TYPE retort_elapsed_seconds gauge
                retort_elapsed_seconds{task="t"} 12.5
                # HELP retort_remaining_seconds How long the rest will take at this rate.
                # TYPE retort_remaining_seconds gauge
                retort_remaining_seconds{task="t"} 0.83
                # HELP retort_failures_total Failed ones of this run by class of failure.
                # TYPE retort_failures_total counter
                retort_failures_total{task="t",type="rate_limited"} 1
                retort_failures_total{task="t",type="timeout_idle"} 1
                """,
                new MetricsText(Map.of("task", "t"))
                        .info("What runs here.", Map.of("plugin", "distillation 0.1.0"))
                        .progress(update(Map.of("timeout_idle", 1L, "rate_limited", 1L)))
                        .page());
    }

    @Test
    void gaugesAreNamedByTheirUnit() {
        String page = new MetricsText(Map.of())
                .progress(update(
                        Map.of(),
                        Gauge.count("in flight", 212, 256),
                        Gauge.tokens("tokens", 41_234),
                        Gauge.tokens("prompt", 5),
                        Gauge.rate("tokens", 812.5),
                        Gauge.seconds("latency p50", Duration.ofMillis(1_250)),
                        Gauge.bytes("written", 77),
                        Gauge.dollars("cost", 4.11, 16)))
                .page();
        assertEquals(
                List.of(
                        "retort_in_flight 212",
                        "retort_in_flight_limit 256",
                        "retort_tokens_total 41234",
                        "retort_prompt_tokens_total 5",
                        "retort_tokens_per_second 812.5",
                        "retort_latency_p50_seconds 1.25",
                        "retort_written_bytes 77",
                        "retort_cost_dollars 4.11",
                        "retort_cost_dollars_expected 16"),
                samples(page).subList(7, 16));
        assertTrue(page.contains("# TYPE retort_tokens_total counter\n"), page);
        assertTrue(page.contains("# TYPE retort_in_flight gauge\n"), page);
    }

    @Test
    void labelsAndHelpAreEscaped() {
        String page = new MetricsText(Map.of("task", "a\"b\\c\nd"))
                .progress(update(Map.of("odd\"type\n", 1L), Gauge.count("a\nb\\", 1)))
                .page();
        assertTrue(page.contains("retort_failures_total{task=\"a\\\"b\\\\c\\nd\",type=\"odd\\\"type\\n\"} 1\n"), page);
        assertTrue(page.contains("# HELP retort_a_b The figure 'a\\nb\\\\' of the task.\n"), page);
    }

    @Test
    void aNameIsGivenOutOnce() {
        String page = new MetricsText(Map.of())
                .progress(update(
                        Map.of(),
                        Gauge.count("in flight", 1),
                        Gauge.count("In-Flight", 2),
                        Gauge.count("records per second", 3)))
                .page();
        assertEquals(
                1,
                samples(page).stream()
                        .filter(line -> line.startsWith("retort_in_flight "))
                        .count());
        assertTrue(page.contains("\nretort_records_per_second 58.25\n"), page);
        assertTrue(!page.contains("\nretort_records_per_second 3\n"), page);
    }

    @Test
    void numbersThatAreNoneAreWrittenAsPrometheusDoes() {
        String page = new MetricsText(Map.of())
                .progress(update(Map.of(), Gauge.rate("a", Double.NaN), Gauge.rate("b", Double.POSITIVE_INFINITY)))
                .page();
        assertTrue(page.contains("\nretort_a_per_second NaN\n"), page);
        assertTrue(page.contains("\nretort_b_per_second +Inf\n"), page);
    }
}
