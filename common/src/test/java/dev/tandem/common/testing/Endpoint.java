package dev.tandem.common.testing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/// A method and a path of the service's interface, as its own OpenAPI document names them.
///
/// @param method in capitals
/// @param path with its parameters in braces
public record Endpoint(String method, String path) {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /// All of the service that a QuarkusTest has started.
    public static List<Endpoint> all() {
        var paths = Request.anonymous().header("Accept", "application/json").get("/q/openapi").json().at("paths");
        return paths.map("").keySet().stream()
                .flatMap(path ->
                        paths.map(path).keySet().stream()
                                .filter(METHODS::contains)
                                .map(method -> new Endpoint(method.toUpperCase(Locale.ROOT), path)))
                .toList();
    }

    /// What it answers to somebody who shows nothing.
    public Answer toAStranger() {
        return Request.anonymous()
                .header("Content-Type", "application/json")
                .send(method, path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString()));
    }
}
