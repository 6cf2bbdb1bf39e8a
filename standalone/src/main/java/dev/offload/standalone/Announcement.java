package dev.offload.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// What a user needs to know about the process that has just become ready.
record Announcement(
    String url,
    String managementUrl,
    String apiKey,
    String webhookSecret,
    String mailUrl,
    int smtpPort,
    String dataDir,
    long pid,
    String bootstrapServers,
    AllowedAddresses allowed) {

  /// One JSON object on one line.
  String json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("url", url)
        .put("managementUrl", managementUrl)
        .put("apiKey", apiKey)
        .put("webhookSecret", webhookSecret)
        .put("mailUrl", mailUrl)
        .put("smtpPort", smtpPort)
        .put("dataDir", dataDir)
        .put("pid", pid)
        .put("bootstrapServers", bootstrapServers)
        .put("webhookAddresses", allowed.webhooks())
        .put("sourceAddresses", allowed.sources())
        .toString();
  }

  /// The same for people, with commands to paste.
  String text() {
    return """
    Offload is ready.

      address         %1$s   (page to try the API: %1$s/docs)
      development key %2$s
      webhook secret  %3$s
      mail            %7$s   (SMTP on 127.0.0.1:%8$d; nothing leaves this machine)
      webhooks        to %10$s   (%11$s)
      sources at URLs from %12$s   (%13$s)
      data            %4$s
      health, metrics %9$s/q/health, %9$s/q/metrics
      Kafka           %6$s

    Try it:

      # a task that takes two seconds
      curl -sS -X POST %1$s/v1/tasks -H "Authorization: Bearer %2$s" \\
        -H "Content-Type: application/json" \\
        -d '{"type": "probe", "input": {"sleep": "PT2S", "result": {"hello": "world"}}}'

      # the newest task, with its state and result
      curl -sS "%1$s/v1/tasks?limit=1" -H "Authorization: Bearer %2$s"

      # a file, for example to have its faces found by a task of type image
      curl -sS -X POST %1$s/v1/files -H "Authorization: Bearer %2$s" \\
        -H "Content-Type: image/png" --data-binary @e2e/src/main/resources/pictures/astronaut.png

    Ctrl-C stops it.
    """
        .formatted(
            url,
            apiKey,
            webhookSecret,
            dataDir,
            pid,
            bootstrapServers,
            mailUrl,
            smtpPort,
            managementUrl,
            AllowedAddresses.said(allowed.webhooks()),
            AllowedAddresses.WEBHOOKS,
            AllowedAddresses.said(allowed.sources()),
            AllowedAddresses.SOURCES);
  }
}
