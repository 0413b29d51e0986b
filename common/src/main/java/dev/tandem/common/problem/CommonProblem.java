package dev.tandem.common.problem;

/// The reasons that every service has.
public enum CommonProblem implements ProblemCode {
    INVALID_REQUEST(400, "The request is not valid."),
    MALFORMED_BODY(400, "The body could not be read."),
    UNAUTHENTICATED(401, "A valid bearer token or session is needed."),
    FORBIDDEN(403, "The caller may not do this."),
    CSRF_TOKEN_MISSING(403, "The page's own token is missing from this request."),
    NOT_FOUND(404, "There is nothing at this address."),
    METHOD_NOT_ALLOWED(405, "This address does not take that method."),
    NOT_ACCEPTABLE(406, "The answer can't be given in a form that the caller accepts."),
    CONFLICT(409, "The request contradicts what is stored."),
    TOO_LARGE(413, "The body is too large."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not one that this address reads."),
    MISDIRECTED(421, "This service does not answer for that host."),
    REQUEST_REFUSED(400, "The request can't be answered."),
    UNEXPECTED(500, "Something went wrong on our side."),
    UNAVAILABLE(503, "A part that is needed can't be reached right now.");

    private final int status;
    private final String title;

    CommonProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }

    /// The code for an HTTP status that a library chose.
    static CommonProblem ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 421 -> MISDIRECTED;
            case 503 -> UNAVAILABLE;
            default -> status >= 500 ? UNEXPECTED : REQUEST_REFUSED;
        };
    }
}
