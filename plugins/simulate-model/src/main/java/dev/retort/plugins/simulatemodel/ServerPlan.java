package dev.retort.plugins.simulatemodel;

import dev.retort.simulator.Behaviour;
import dev.retort.simulator.FaultKind;
import dev.retort.simulator.ReplyBook;
import dev.retort.spi.Plan;
import dev.retort.spi.Plan.Line;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what the server would do. */
final class ServerPlan {

    private ServerPlan() {}

    static Plan of(Simulation simulate, Behaviour behaviour) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                "listens on",
                simulate.port() == 0 ? "any free port of 127.0.0.1" : "http://127.0.0.1:" + simulate.port() + "/v1"));
        lines.add(new Line("model", behaviour.model() + " (simulated, no real model)"));
        lines.add(new Line("latency", latency(simulate, behaviour)));
        lines.add(new Line("replies", replies(simulate, behaviour)));
        lines.add(new Line("faults", faults(behaviour.faults().rates())));
        lines.add(new Line("limits", limits(simulate)));
        lines.add(new Line("ends", "when it is stopped, by Ctrl-C or from another shell"));
        return new Plan(lines);
    }

    private static String latency(Simulation simulate, Behaviour behaviour) {
        return behaviour.latency()
                + simulate.tokensPerSecond()
                        .map(rate -> ", and " + number(rate) + " tokens/s")
                        .orElse("");
    }

    private static String replies(Simulation simulate, Behaviour behaviour) {
        String placeholders = "placeholders of " + behaviour.replyLength() + " tokens";
        return behaviour
                .replies()
                .map(ReplyBook::size)
                .flatMap(size -> simulate.repliesFile()
                        .map(file -> String.format(
                                Locale.ROOT,
                                "%s, %,d %s, then %s",
                                file,
                                size,
                                size == 1 ? "entry" : "entries",
                                placeholders)))
                .orElse(placeholders);
    }

    private static String faults(Map<FaultKind, Double> rates) {
        return rates.isEmpty()
                ? "none"
                : rates.entrySet().stream()
                        .map(rate -> rate.getKey().key() + " " + number(100 * rate.getValue()) + " %")
                        .collect(Collectors.joining(" · "));
    }

    private static String limits(Simulation simulate) {
        List<String> limits = new ArrayList<>();
        simulate.maxInFlight().ifPresent(most -> limits.add(String.format(Locale.ROOT, "%,d requests at once", most)));
        simulate.workers().ifPresent(count -> limits.add(String.format(Locale.ROOT, "%,d workers", count)));
        simulate.rpm().ifPresent(rate -> limits.add(String.format(Locale.ROOT, "%,d requests a minute", rate)));
        simulate.tpm().ifPresent(rate -> limits.add(String.format(Locale.ROOT, "%,d tokens a minute", rate)));
        simulate.quota().ifPresent(most -> limits.add(String.format(Locale.ROOT, "%,d replies in all", most)));
        simulate.requireKey().ifPresent(key -> limits.add("the key " + key.name()));
        return limits.isEmpty() ? "none" : String.join(" · ", limits);
    }

    private static String number(double value) {
        return new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
