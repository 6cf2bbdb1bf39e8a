package dev.offload.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "a@b.de→``",
        "Ada <a@b.de>→Ada",
        "Shop & Co <a@b.de>→Shop & Co",
        "Shop, Inc. <a@b.de>→Shop, Inc.",
        "\"Shop, Inc.\" <a@b.de>→Shop, Inc.",
        "\"Shop \\\"Best\\\" \\\\ Co\" <a@b.de>→Shop \"Best\" \\ Co",
        "Joe \"Shop\" Smith <a@b.de>→Joe \"Shop\" Smith",
        "\"\" <a@b.de>→``",
      })
  void nameIsShownToReaders(String text, String name) {
    Mailbox mailbox = Mailbox.parse(text);

    assertThat(mailbox).isEqualTo(new Mailbox("a@b.de", name));
    assertThat(Mailbox.parse(mailbox.toString())).isEqualTo(mailbox);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ada", "Ada <>", "Ada <a@b.de", "<a@b.de> Ada", "A\nB <a@b.de>"})
  void textWithoutAnAddressIsNotAMailbox(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.parse(text));
  }

  @Test
  void domainFollowsTheAtSign() {
    assertThat(Mailbox.parse("Ada <a@b.de>").domain()).isEqualTo("b.de");
  }
}
