package dev.tandem.audit.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/// Settings as they are stored with a scan: nothing at all where all are the usual ones, which is what most are.
@ApplicationScoped
public class StoredSettings {

    private static final String USUAL = "{}";

    private final ObjectMapper json;

    public StoredSettings(ObjectMapper json) {
        this.json = json;
    }

    public String write(PageSettings settings) {
        try {
            return settings.equals(PageSettings.DEFAULT) ? USUAL : json.writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @throws IllegalStateException when it is nothing that [#write] wrote
    public PageSettings read(String stored) {
        try {
            return stored.equals(USUAL) ? PageSettings.DEFAULT : json.readValue(stored, PageSettings.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The stored settings of a scan can't be read.", broken);
        }
    }
}
