import ArgumentParser
import CoreModel
import History
import Words

/// `sgscope history`: who changed what and when.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Who changed what and when: rules, groups, ACL entries, routes, prefix lists, what interfaces carry.",
        usage: """
            sgscope history -i INVENTORY -i EVENTS
            sgscope history [GROUP|ACL|TABLE] [--since TIME]
            sgscope history --undo EVENT|TIME
            """,
        discussion: """
            EVENTS are CloudTrail's log files (plain or .gz, folders of them), the output of aws cloudtrail lookup-events, or events of
            EventBridge: inputs like any other, told by what stands in them. Of dated snapshots (sgscope capture) the newest is what is read,
            and the older ones tell what changed between them, though not who did it. Events that failed or only read are left out and counted.

            A change says who did it, by which tool and from where, and what each thing was and is. What cannot be known is ?: CloudTrail
            does not say what a changed rule or a replaced entry was, so that it comes from an earlier event.

            With a group, a network ACL, a route table, a prefix list or an interface, by name or id: what changed of it alone. A deleted
            group is found by its id.

            --undo prints the aws commands that take a change back, which nobody runs: of an event by its id or the beginning of it, or of all
            that happened in one second. What cannot be taken back, since no record tells what was before, is a comment, and so is the command that
            would delete an instance or an interface that was made.

            Times are typed by the clock on the wall (TZ) unless they end in Z or an offset: "11-23 18:40", 2026-11-23T18:40:00Z, 7d. --at TIME
            of the other commands answers as of then.
            """.flowing)

    @OptionGroup var facts: FactOptions

    @Option(help: ArgumentHelp("Changes from this time on, such as 7d or \"11-20 08:00\".", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Print the commands that take back a change.", valueName: "event|time"))
    var undo: String?

    @Argument(help: ArgumentHelp("A group, a network ACL, a route table, a prefix list or an interface.", valueName: "thing"))
    var words: [String] = []

    func validate() throws {
        if facts.input.at != nil { throw ValidationError("history tells of all times: --since TIME leaves out what is older") }
        if let since, TypedTime.seconds(since) == nil {
            throw ValidationError("--since takes a time (\(TypedTime.forms)), not \"\(since)\"")
        }
    }

    func run() throws {
        let (loading, words) = try facts.input.load(among: words, readsEarlier: true) { loading, word in
            let word = loading.standIn?(word) ?? word
            return loading.timeLine.changes.contains { $0.edits.contains { $0.isOf(word) } }
        }
        guard words.count <= 1 else {
            throw Failure.wrongUsage("history takes one GROUP, ACL or TABLE, in quotes where its name has blanks")
        }
        let timeLine = loading.timeLine
        var changes = timeLine.changes
        var title: String?
        if let typed = words.first {
            // What is typed has its real name.
            let word = loading.standIn?(typed) ?? typed
            let id = try thing(word, typed: typed, loading, timeLine.changes)
            changes = timeLine.changes(of: id)
            title = ChangeText(loading.inventory, loading.annotations.names).title(id)
        }
        if let since = since.flatMap({ TypedTime.seconds($0) }) { changes.removeAll { $0.time < since } }
        if let undo { return try takeBack(loading.standIn?(undo) ?? undo, changes, loading) }
        switch facts.format {
        case .json: HistoryJSON(timeLine, loading).write(changes)
        case .text:
            let output = facts.shown.output(of: loading)
            let report = HistoryReport(timeLine, loading.annotations.names, clock: Clock.wall)
            output.lines(report.lines(changes, of: title, undated: loading.undatedItems, width: output.width))
        }
    }

    /// Prints the commands that take changes back: those of an event, or of a second.
    private func takeBack(_ text: String, _ changes: [Change], _ loading: Loading) throws {
        var meant = changes.filter { $0.eventID == text }
        if meant.isEmpty { meant = changes.filter { text.count >= 4 && $0.eventID?.hasPrefix(text) == true } }
        if meant.isEmpty, let time = TypedTime.seconds(text) { meant = changes.filter { $0.time == time } }
        guard !meant.isEmpty else {
            throw Failure.wrongUsage(
                "--undo takes the id of an event that changed something, or its time to the second; --format json has both")
        }
        let back = TakingBack(loading.inventory, loading.annotations.names)
        for change in meant.reversed() { Output.write(back.text(change, clock: Clock.wall), to: 1) }
    }

    /// The id of what a word names: of the network, of the events, of a group or an interface.
    private func thing(_ word: String, typed: String, _ loading: Loading, _ changes: [Change]) throws -> String {
        let inventory = loading.inventory
        let low = word.lowercased()
        let things =
            inventory.topology.networkACLs.map { (inventory[$0.id], inventory[$0.name]) }
            + inventory.topology.routeTables.map { (inventory[$0.id], inventory[$0.name]) }
            + inventory.prefixLists.map { (inventory[$0.id], inventory[$0.name]) }
        if let own = things.first(where: { $0.0 == word }) { return own.0 }
        if changes.contains(where: { $0.edits.contains { $0.isOf(word) } }) { return word }
        let named = things.filter { $0.1.lowercased() == low }
        if named.count == 1 { return named[0].0 }
        do {
            let end = try Failure.asking { try loading.asking.resolver.resolve(typed) }
            guard end.kind.group != nil || end.kind.interfaces?.count == 1, let id = inventory.id(of: end) else {
                let kinds = "group, network ACL, route table, prefix list or interface"
                throw Failure.wrongUsage("\(loading.typed(typed)) is no \(kinds)")
            }
            return id
        } catch {
            let part = things.filter { !$0.1.isEmpty && $0.1.lowercased().contains(low) }
            if part.count == 1 { return part[0].0 }
            throw error
        }
    }
}
