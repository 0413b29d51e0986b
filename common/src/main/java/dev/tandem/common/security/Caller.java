package dev.tandem.common.security;

import java.util.Set;

/// Whoever asks.
///
/// @param subject the token's `sub`, never blank
/// @param tenant bounds what the caller can see in every query
/// @param scopes what the caller may do: `audit:read audit:write jobs:read jobs:write admin`
/// @param strategy how the caller was recognised
public record Caller(String subject, String tenant, Set<String> scopes, Strategy strategy) {

    /// The tenant of tokens that name none.
    public static final String DEFAULT_TENANT = "default";

    /// How a caller was recognised.
    public enum Strategy {
        /// A bearer token signed with the admin secret.
        ADMIN_TOKEN,
        /// A browser's cookie.
        SESSION,
        /// A user's token from the OpenID provider.
        USER,
        /// Another service.
        SERVICE
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
