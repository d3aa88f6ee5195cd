"""What can be awarded: designs of micro-credentials with the European elements, in versions that never change."""
