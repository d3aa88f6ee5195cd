"""Wallet as a Django app."""

from django.apps import AppConfig


class WalletConfig(AppConfig):
    """Wallet."""

    name = "rung.platform.wallet"
    label = "wallet"
