import CoreModel
import Text
import Words

/// The commands that take a change back, which nobody runs.
public struct TakingBack: Sendable {
    private let words: ChangeText
    private let code: ChangeCode
    /// The instances of interfaces, by the interfaces' ids.
    private let instances: [String: String]
    /// The region of all that was read; nil where there are several, or none is told.
    private let region: String?

    /// Commands for the things of an inventory.
    public init(_ inventory: Inventory, _ names: Names) {
        words = ChangeText(inventory, names)
        code = ChangeCode(inventory, names)
        let own = inventory.interfaces.filter { !$0.instance.isNone }
        instances = Dictionary(own.map { (inventory[$0.id], inventory[$0.instance]) }) { first, _ in first }
        let regions = Set(inventory.scopes.map { inventory[$0.region] })
        region = regions.count == 1 ? regions.first.flatMap { $0.isEmpty ? nil : $0 } : nil
    }

    /// The commands that take a change back, below a comment that says which change that is; `clock` writes its time.
    ///
    /// What cannot be taken back, since no record tells what was before, is a comment too.
    public func text(_ change: Change, clock: (Int) -> String) -> String {
        let undoing = change.undoing
        let title = "# takes back: \(words.sentence(change)), \(clock(change.time))\n"
        let region = change.region ?? self.region
        let unknown = undoing.unknown.map { comment($0, of: change, region) }.distinct().map { "# \($0)\n" }
        let lists = undoing.lists.map { command($0, region) + "\n" }
        let commands = code.text(exactly: undoing.edits, as: .aws)
        let uses = undoing.uses.map { back in
            place((["aws", "ec2"] + back.words.map { ShellText.quoted($0) }).joined(separator: " "), in: region) + "\n"
        }
        return title + place(commands, in: region) + lists.joined() + uses.joined() + unknown.joined()
    }

    /// Why nothing takes an edit back, and what somebody does who means it.
    ///
    /// What came to life is not taken back by a line that is pasted with others: with it goes what it holds.
    private func comment(_ edit: ChangeEdit, of change: Change, _ region: String?) -> String {
        guard case .attachment(let id, _, _) = edit.subject, edit.operation != .change else {
            return "nothing takes this back, since no record tells what was before: \(words.line(edit))"
        }
        if edit.operation == .remove {
            return "nothing takes this back, since what is deleted comes back with other addresses: \(words.line(edit))"
        }
        let instance = id.hasPrefix("i-") ? id : instances[id]
        guard instance != nil || change.event == "RunInstances" else {
            let call = "aws ec2 delete-network-interface --network-interface-id \(ShellText.quoted(id))"
            return "takes back that it was made: \(place(call, in: region))"
        }
        // A record may tell the interface of an instance alone.
        let call = instance.map { place("aws ec2 terminate-instances --instance-ids \(ShellText.quoted($0))", in: region) }
        let told = call ?? "aws ec2 terminate-instances with the id of the instance of \(id)"
        return "takes back that it was made, and what is on the instance is lost with it: \(told)"
    }

    /// Commands with their region, where they do not say it.
    private func place(_ commands: String, in region: String?) -> String {
        guard let region else { return commands }
        return commands.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
            guard words.count == 4, words[0] == "aws", !words[3].hasPrefix("--region ") else { return String(line) }
            return "\(words[0]) \(words[1]) \(words[2]) --region \(ShellText.quoted(region)) \(words[3])"
        }.joined(separator: "\n")
    }

    // MARK: Prefix lists

    /// The command that sets the entries of a prefix list, which AWS takes with the version that it changes.
    private func command(_ change: Change.ListEntries, _ region: String?) -> String {
        let place = region.map { " --region \(ShellText.quoted($0))" } ?? ""
        let list = ShellText.quoted(change.list)
        let version =
            "$(aws ec2 describe-managed-prefix-lists\(place) --prefix-list-ids \(list) --query 'PrefixLists[0].Version' --output text)"
        func entries(_ option: String, _ networks: [IPNetwork]) -> String {
            networks.isEmpty ? "" : " \(option) " + networks.map { "Cidr=\($0)" }.joined(separator: " ")
        }
        return "aws ec2 modify-managed-prefix-list\(place) --prefix-list-id \(list) --current-version \"\(version)\""
            + entries("--add-entries", change.added) + entries("--remove-entries", change.removed)
    }
}
