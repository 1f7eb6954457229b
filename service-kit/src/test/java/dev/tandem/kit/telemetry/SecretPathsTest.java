package dev.tandem.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretPathsTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/mail/subscriptions/secret, /v1/mail/subscriptions/{token}",
        "/v1/mail/subscriptions/secret/resumption, /v1/mail/subscriptions/{token}/resumption",
        "/v1/invitations/secret, /v1/invitations/{token}",
        "/v1/invitations/secret/acceptance?x=y, /v1/invitations/{token}/acceptance?x=y",
        "http://project-service:8080/v1/invitations/secret, http://project-service:8080/v1/invitations/{token}",
        "https://tandem.example/below/v1/invitations/secret, https://tandem.example/below/v1/invitations/{token}",
        "/invitations/secret, /invitations/{token}",
        "/v1/invitations//secret, /v1/invitations//{token}",
        "/v1/%69nvitation%73/secret/acceptance, /v1/%69nvitation%73/{token}/acceptance",
        "/v1/invitations/./x/../secret/acceptance, /v1/invitations/{token}/acceptance",
        "/v1/workspaces/../invitations/secret, /v1/workspaces/../invitations/{token}",
        "/v1/workspaces/%2E%2E/invitations/secret, /v1/workspaces/%2E%2E/invitations/{token}",
        "/v1/mail//subscriptions/secret, /v1/mail//subscriptions/{token}",
        "/v1/mail/%73ubscriptions%2Fsecret/resumption, /v1/mail/%73ubscriptions%2F{token}/resumption",
        "/v1/workspaces/17/invitations/18/mails, /v1/workspaces/17/invitations/18/mails",
        "/v1/workspaces/17/members/auth0%7C18, /v1/workspaces/17/members/auth0%7C18",
        "/v1/workspaces/17/invitations/18, /v1/workspaces/17/invitations/18",
        "/v1/workspaces/17/invitations, /v1/workspaces/17/invitations"
    })
    void a_credential_is_hidden_and_nothing_else_is(String path, String masked) {
        assertThat(SecretPaths.masked(path)).isEqualTo(masked);
    }
}
