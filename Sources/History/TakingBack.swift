import CoreModel
import Text
import Words

/// The commands that take a change back, which nobody runs.
public struct TakingBack: Sendable {
    private let words: ChangeText
    private let code: ChangeCode
    /// The region of all that was read; nil where there are several, or none is told.
    private let region: String?

    /// Commands for the things of an inventory.
    public init(_ inventory: Inventory, _ names: Names) {
        words = ChangeText(inventory, names)
        code = ChangeCode(inventory, names)
        let regions = Set(inventory.scopes.map { inventory[$0.region] })
        region = regions.count == 1 ? regions.first.flatMap { $0.isEmpty ? nil : $0 } : nil
    }

    /// Them, below a comment that says what they take back.
    ///
    /// What no record tells the before of is a comment too. `clock` writes a time.
    public func text(_ change: Change, clock: (Int) -> String) -> String {
        let undoing = change.undoing
        let title = "# takes back: \(words.sentence(change)), \(clock(change.time))\n"
        let unknown = undoing.unknown.map {
            "# nothing takes this back, since no record tells what was before: \(words.line($0))\n"
        }
        let region = change.region ?? self.region
        let lists = undoing.lists.map { command($0, region) + "\n" }
        let commands = code.text(puttingBack: undoing.edits, as: .aws)
        let uses = undoing.uses.map { back in
            place((["aws", "ec2"] + back.words.map { ShellText.quoted($0) }).joined(separator: " "), in: region) + "\n"
        }
        return title + place(commands, in: region) + lists.joined() + uses.joined() + unknown.joined()
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
