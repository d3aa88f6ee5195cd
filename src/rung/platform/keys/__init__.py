"""The keys by which organisations and this Rung sign: made here, kept under envelopes, used through one signer."""
