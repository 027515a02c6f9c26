package dev.retort.plugins.simulatemodel;

import dev.retort.simulator.Behaviour;
import dev.retort.simulator.FaultKind;
import dev.retort.simulator.Statistics;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import dev.retort.spi.report.ReportPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Shows what the server has done: as progress, as counts and in the report. */
final class Served {

    private Served() {}

    static ProgressSnapshot progress(Statistics statistics, Behaviour behaviour) {
        Map<String, Long> failures = unanswered(statistics);
        failures.values().removeIf(count -> count == 0);
        Gauge inFlight = behaviour.limits().maxInFlight().isPresent()
                ? Gauge.count(
                        "in flight",
                        statistics.inFlight(),
                        behaviour.limits().maxInFlight().getAsInt())
                : Gauge.count("in flight", statistics.inFlight());
        return new ProgressSnapshot(
                "requests",
                statistics.answered(),
                statistics.faulted() + statistics.refused(),
                0,
                OptionalLong.empty(),
                failures,
                List.of(
                        inFlight,
                        Gauge.count("connections", statistics.connections()),
                        Gauge.tokens("tokens", statistics.promptTokens() + statistics.completionTokens())));
    }

    static Map<String, Long> counts(Statistics statistics) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("requests", statistics.requests());
        counts.put("answered", statistics.answered());
        counts.put("faulted", statistics.faulted());
        counts.put("refused", statistics.refused());
        counts.put("abandoned", statistics.abandoned());
        counts.put("prompt_tokens", statistics.promptTokens());
        counts.put("completion_tokens", statistics.completionTokens());
        counts.put("most_in_flight", (long) statistics.mostInFlight());
        counts.put("connections", statistics.connectionsAccepted());
        return counts;
    }

    static List<ReportPart> report(Statistics statistics, Behaviour behaviour) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(row("answered", statistics.answered(), statistics));
        unanswered(statistics).forEach((what, count) -> {
            if (count > 0) {
                rows.add(row(what, count, statistics));
            }
        });
        if (statistics.abandoned() > 0) {
            rows.add(row("abandoned by the client", statistics.abandoned(), statistics));
        }
        return List.of(
                new ReportPart.Text(
                        "A simulation",
                        "Everything served in this run was made up on this machine under the name " + behaviour.model()
                                + "; no real model was asked. Texts, latencies and faults follow the configuration and"
                                + " the seed " + behaviour.seed()
                                + ". A token is counted as four bytes of text, which no real model does."),
                new ReportPart.Table("What was served", List.of("outcome", "requests", "% of requests"), rows),
                new ReportPart.Table(
                        "Load",
                        List.of("figure", "value"),
                        List.of(
                                List.of("prompt tokens", statistics.promptTokens()),
                                List.of("completion tokens", statistics.completionTokens()),
                                List.of("most requests in flight", statistics.mostInFlight()),
                                List.of("connections accepted", statistics.connectionsAccepted()))));
    }

    private static List<Object> row(String what, long count, Statistics statistics) {
        double share = statistics.requests() == 0 ? 0 : 100.0 * count / statistics.requests();
        return List.of(what, count, Math.round(share * 100) / 100.0);
    }

    /** Requests that got no reply, by reason; zeros included. */
    private static Map<String, Long> unanswered(Statistics statistics) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        for (Map.Entry<FaultKind, Long> fault : statistics.faults().entrySet()) {
            reasons.put(fault.getKey().key(), fault.getValue());
        }
        reasons.put("over_limit", statistics.overLimit());
        reasons.put("over_rate", statistics.overRate());
        reasons.put("out_of_quota", statistics.outOfQuota());
        reasons.put("unauthorized", statistics.unauthorized());
        reasons.put("invalid", statistics.invalid());
        return reasons;
    }
}
