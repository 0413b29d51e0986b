package dev.tandem.audit.lighthouse;

/// A port of the egress proxy that belongs to one Lighthouse worker for as long as the lane lives: everything that the
/// worker's browser sends arrives there, so the port says who is asking.
public interface EgressPort {

    /// The port on 127.0.0.1 where the proxy listens.
    int port();

    /// Lets requests through until the returned handle is closed, which also cuts what is still connected. Called once
    /// for each run, before its page is loaded.
    AutoCloseable open();
}
