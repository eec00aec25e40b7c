#!/usr/bin/env bash
# flowlogs-reader 5.0.1 adds the packets of accepted and of rejected records together.
#
# VPC flow logs have a record for what was let through and another for what was not, with the same five values where a rule changed in
# between. `aggregated_records` groups by these five values alone and has no action in its result: of 10 packets that were accepted and 7
# that were rejected it says 17. Who asks it which flows were let through has to give `key_fields` with `action` in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q "flowlogs-reader==5.0.1"
"$folder/python/bin/python" - <<'PYTHON'
from flowlogs_reader import FlowRecord, aggregated_records

NAMES = "version account_id interface_id srcaddr dstaddr srcport dstport protocol packets bytes start end action log_status".split()


def record(action, packets, start):
    line = f"2 123456789010 eni-0a 10.0.0.1 10.0.0.2 40000 5432 6 {packets} 840 {start} {start + 60} {action} OK"
    return FlowRecord(dict(zip(NAMES, line.split())))


records = [record("ACCEPT", 10, 1_700_000_000), record("REJECT", 7, 1_700_000_600)]
merged = list(aggregated_records(iter(records)))
print("by default:", [(one["packets"], one.get("action")) for one in merged])
assert len(merged) == 1 and merged[0]["packets"] == 17 and "action" not in merged[0], merged
keys = ("srcaddr", "dstaddr", "srcport", "dstport", "protocol", "action")
apart = sorted((one["action"], one["packets"]) for one in aggregated_records(iter(records), key_fields=keys))
print("with the action:", apart)
assert apart == [("ACCEPT", 10), ("REJECT", 7)], apart
PYTHON
echo "as seen: accepted and rejected packets of one flow are one sum"
