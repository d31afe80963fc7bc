"""What is said back: values and texts become messages. Escaping happens by type, in `Texts.say`."""
