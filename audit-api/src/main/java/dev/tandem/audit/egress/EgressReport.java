package dev.tandem.audit.egress;

import java.util.Map;

/// What one scan did to the network.
///
/// @param requests plain HTTP requests and tunnels that the browser asked for, granted or not
/// @param connections connections that the browser asked for, granted or not
/// @param bytesDown bytes received from servers
/// @param bytesUp bytes sent to servers
/// @param trackers how often the browser asked for a host that advertises or tracks and was refused, by host
/// @param verdicts the last thing that went wrong with a host, for each host where something did
public record EgressReport(
        int requests,
        int connections,
        long bytesDown,
        long bytesUp,
        Map<String, Integer> trackers,
        Map<String, EgressVerdict> verdicts) {

    public EgressReport {
        trackers = Map.copyOf(trackers);
        verdicts = Map.copyOf(verdicts);
    }
}
