package dev.tandem.common.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one place that turns exceptions into responses.
class ProblemMapper {

    @ServerExceptionMapper
    Response problem(Problem problem) {
        var response = Response.fromResponse(respond(problem.document()));
        // Rounded up: a caller that comes back too early is refused again.
        problem.retryAfter()
                .ifPresent(wait ->
                        response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.plusMillis(999).toSeconds())));
        return response.build();
    }

    /// The extension has a mapper of its own for its subclass, which would otherwise be the closer one.
    @ServerExceptionMapper({ConstraintViolationException.class, ResteasyReactiveViolationException.class})
    Response violation(ConstraintViolationException failure) {
        var errors =
                failure.getConstraintViolations().stream()
                        .map(ProblemMapper::fieldError)
                        .sorted(Comparator.comparing(Problem.FieldError::field))
                        .toList();
        // A return value that breaks its own constraints is our fault and has no field of the caller's.
        return errors.isEmpty() ? unexpected(failure) : respond(Problem.invalid(errors).document());
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated() {
        return Response.status(401)
                .type(ProblemDocument.MEDIA_TYPE)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .entity(ProblemDocument.of(CommonProblem.UNAUTHENTICATED))
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return respond(ProblemDocument.of(CommonProblem.FORBIDDEN));
    }

    /// The extension has a closer mapper for mismatched input, which would quote the value.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response unreadable(JsonProcessingException failure) {
        return respond(malformed(failure));
    }

    @ServerExceptionMapper
    Response webApplication(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return respond(malformed(json));
        }
        var given = failure.getResponse();
        if (given.getStatus() < 400) {
            return given;
        }
        if (given.getStatus() >= 500) {
            return unexpected(failure);
        }
        var code = CommonProblem.ofStatus(given.getStatus());
        var document = ProblemDocument.of(code);
        var response = Response.status(given.getStatus()).type(ProblemDocument.MEDIA_TYPE).entity(document);
        var allow = given.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        return respond(ProblemDocument.unexpected(Incident.log("request", failure)));
    }

    private static Response respond(ProblemDocument document) {
        return Response.status(document.status()).type(ProblemDocument.MEDIA_TYPE).entity(document).build();
    }

    private static ProblemDocument malformed(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            var field = pathOf(mapping);
            var message =
                    failure instanceof UnrecognizedPropertyException
                            ? "is not a field of this request."
                            : "has a value of the wrong kind.";
            return Problem.invalid(field, message).document();
        }
        var at = failure.getLocation();
        var detail =
                at == null
                        ? "The body is not valid JSON."
                        : "The body is not valid JSON: line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr());
        return Problem.of(CommonProblem.MALFORMED_BODY, detail).document();
    }

    private static String pathOf(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    /// Drops the method's and the parameter's names from a path such as `create.request.url`.
    private static Problem.FieldError fieldError(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = new ArrayList<>();
        violation.getPropertyPath().forEach(nodes::add);
        var fields = nodes.size() > 2 ? nodes.subList(2, nodes.size()) : nodes.subList(nodes.size() - 1, nodes.size());
        // An element of a list is named by its place, which the list's own name has in it.
        var field =
                fields.stream()
                        .filter(node -> node.getKind() != ElementKind.CONTAINER_ELEMENT)
                        .map(Path.Node::toString)
                        .collect(Collectors.joining("."));
        return new Problem.FieldError(field, violation.getMessage());
    }
}
