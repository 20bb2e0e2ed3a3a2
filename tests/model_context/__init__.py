"""What programs that talk to language models are answered, asked by the SDK's own client."""
