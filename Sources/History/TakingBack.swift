import CoreModel
import Words

/// The commands that take a change back, which nobody runs.
public struct TakingBack: Sendable {
    private let words: ChangeText
    private let code: ChangeCode

    /// Commands for the things of an inventory.
    public init(_ inventory: Inventory, _ names: Names) {
        words = ChangeText(inventory, names)
        code = ChangeCode(inventory, names)
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
        return title + code.text(undoing.edits, as: .aws) + unknown.joined()
    }
}
