package dev.retort.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a simulated model has done so far. Tokens are counted as four bytes of text each, as in the replies' {@code usage}.
 *
 * @param requests chat requests that arrived as a whole, invalid ones included
 * @param answered those that got a reply, or whose reply is on its way
 * @param promptTokens of the answered ones
 * @param completionTokens of the answered ones
 * @param faults those that met a fault on purpose, for every kind
 * @param overLimit refused as {@code max_in_flight} were at work
 * @param overRate refused for their rate of requests or tokens
 * @param outOfQuota refused as the quota was used up
 * @param unauthorized refused for want of the required key; listing the models included
 * @param invalid refused as the request was wrong, on any path
 * @param abandoned given up by the client before their answer
 * @param inFlight at work now, hanging ones included
 * @param mostInFlight the most at once so far
 * @param connections open now
 * @param connectionsAccepted so far
 */
public record Statistics(
        long requests,
        long answered,
        long promptTokens,
        long completionTokens,
        Map<FaultKind, Long> faults,
        long overLimit,
        long overRate,
        long outOfQuota,
        long unauthorized,
        long invalid,
        long abandoned,
        int inFlight,
        int mostInFlight,
        long connections,
        long connectionsAccepted) {

    public Statistics {
        faults = Collections.unmodifiableMap(new EnumMap<>(faults));
    }

    /** Faults of all kinds. */
    public long faulted() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Requests refused for a reason of the client's or the account's, faults on purpose not among them. */
    public long refused() {
        return overLimit + overRate + outOfQuota + unauthorized + invalid;
    }

    /** The figures as one JSON object, as {@code GET /stats} gives them. */
    public String toJson() {
        StringBuilder json = new StringBuilder(512);
        json.append("{\"requests\":").append(requests);
        json.append(",\"answered\":").append(answered);
        json.append(",\"prompt_tokens\":").append(promptTokens);
        json.append(",\"completion_tokens\":").append(completionTokens);
        json.append(",\"faults\":{");
        String comma = "";
        for (Map.Entry<FaultKind, Long> fault : faults.entrySet()) {
            json.append(comma)
                    .append('"')
                    .append(fault.getKey().key())
                    .append("\":")
                    .append(fault.getValue());
            comma = ",";
        }
        json.append("},\"over_limit\":").append(overLimit);
        json.append(",\"over_rate\":").append(overRate);
        json.append(",\"out_of_quota\":").append(outOfQuota);
        json.append(",\"unauthorized\":").append(unauthorized);
        json.append(",\"invalid\":").append(invalid);
        json.append(",\"abandoned\":").append(abandoned);
        json.append(",\"in_flight\":").append(inFlight);
        json.append(",\"most_in_flight\":").append(mostInFlight);
        json.append(",\"connections\":").append(connections);
        json.append(",\"connections_accepted\":").append(connectionsAccepted);
        return json.append('}').toString();
    }
}
