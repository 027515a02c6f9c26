package dev.retort.plugins.distillation;

import dev.retort.model.EndpointStats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Notices that one of several endpoints is out while others go on, and tells it once for each. For one thread. */
final class Departures {

    private final Set<String> told = new HashSet<>();

    /** What to tell the user. When all are out the end of the run tells it. */
    List<String> look(List<EndpointStats> endpoints) {
        List<String> news = new ArrayList<>();
        boolean othersGoOn = endpoints.stream().anyMatch(each -> each.state() != EndpointStats.State.OUT);
        for (EndpointStats each : endpoints) {
            if (othersGoOn && each.state() == EndpointStats.State.OUT && told.add(each.shown())) {
                news.add(each.shown() + " gets no more requests, the others go on: "
                        + each.trouble().orElse("it is out"));
            }
        }
        return news;
    }
}
