import CoreModel
import Events
import Example
import History
import NotesFile
import Reachability
import Readers
import Support
import Testing

@testable import Explorer

/// The example with a history: its network ACL lets only tcp 443 out since 18:41 of 11-23, and a rule came and went before.
enum PastWorld {
    static let acl = "acl-03c20245bbe18d1ce"
    static let api = "sg-f0098bf1dca3fcaa9"

    /// Seconds since 1970 of a time of November 2026, in UTC.
    static func time(_ text: String) -> Int { EventTime.seconds("2026-11-\(text):00Z") ?? 0 }

    /// What stood before; a snapshot tells it.
    static func before() throws -> Inventory {
        try InputReader().read(documents: ExampleEnvironment.documents, label: "chat-dev")
    }

    /// An entry of the ACL that lets packets out to everywhere.
    static func entry(_ port: Int?) throws -> RecordedEntry {
        let traffic = try port.map { try PortQuery(parsing: "\($0)").traffic[0] } ?? Traffic.all
        let everywhere = try WrittenNetwork(parsing: "0.0.0.0/0").network
        return RecordedEntry(acl: acl, .egress, 100, .allow, traffic, everywhere)
    }

    /// What is read: after the change.
    static func now() throws -> Inventory {
        let before = try before()
        guard let old = try entry(nil).edited, let new = try entry(443).edited else { throw Missing() }
        return before.applying([.network(.removeEntry(old)), .network(.addEntry(new))])
    }

    /// What the records tell.
    static func records() throws -> EventRecords {
        var records = EventRecords()
        func note(_ event: RecordedEvent) {
            let id = Array(event.id.utf8)
            _ = id.withUnsafeBufferPointer { records.isNew($0, at: event.time) }
            records.add(event)
        }
        let rule = try RecordedRule(
            id: "sgr-0000000000000d001", group: api, .ingress, PortQuery(parsing: "22").traffic[0],
            .network(WrittenNetwork(parsing: "203.0.113.0/24").network), description: "for now")
        let terraform = ("ci/deploy-7", "terraform", "198.51.100.4")
        func event(
            _ id: String, _ when: String, _ name: String, _ who: (String, String, String), _ acts: [RecordedAct], second: Int = 0
        ) -> RecordedEvent {
            RecordedEvent(
                id: id, time: time(when) + second, name: name, who: who.0, how: who.1, from: who.2, account: nil, region: nil,
                acts: acts)
        }
        note(event("e1", "19T09:12", "AuthorizeSecurityGroupIngress", terraform, [.addRule(rule)]))
        note(event("e2", "20T16:30", "RevokeSecurityGroupIngress", terraform, [.removeRule(rule)]))
        let redis = try RecordedRule(
            id: "sgr-0000000000000d002", group: "sg-0fff00000000000ff", .ingress, PortQuery(parsing: "80").traffic[0],
            .network(WrittenNetwork(parsing: "10.0.0.0/8").network), description: "")
        note(event("e3", "21T10:05", "RevokeSecurityGroupIngress", terraform, [.removeRule(redis)]))
        note(
            event(
                "e4", "23T18:41", "ReplaceNetworkAclEntry", ("ops-oncall/oncall-2", "console", "203.0.113.9"),
                [.setEntry(try entry(443), replaces: true)], second: 7))
        return records
    }

    static func timeLine() throws -> TimeLine {
        let snapshot = DatedInventory(time: time("16T06:00"), source: .snapshot, try before(), isWhole: true)
        return TimeLine(try now(), try records(), earlier: [snapshot])
    }

    /// Clocks are set to UTC.
    static func known(_ names: Names) throws -> KnownChanges {
        @Sendable func text(_ time: Int) -> String {
            DataDate.text(ofSeconds: time).replacing("T", with: " ").replacing("Z", with: "")
        }
        return KnownChanges(
            try timeLine(), names, short: { String(text($0).dropFirst(5).prefix(11)) }, whole: text,
            typed: { EventTime.seconds("2026-\($0):00Z") })
    }

    static func model(known isKnown: Bool = true) throws -> ExplorerModel {
        let inventory = try now()
        let notes = try NotesReader().read(ExampleEnvironment.notes.bytes, from: ExampleEnvironment.notes.name)
        let names = ExampleExplorer.model(of: inventory, notes: notes).names
        return ExplorerModel(
            inventory: inventory, analyzer: Analyzer(inventory, names: names), notes: notes, isExample: false, readAt: "18:52",
            now: time("23T18:52"), known: isKnown ? try known(names) : nil)
    }

    struct Missing: Error {}
}
