import Measuring
import PseudoTerminal

/// What the program sends at 80x24, with what people know beside it in the same run.
struct SlowLink {
    /// Bytes of the first screen, of a move on the median, of opening a pane.
    static let budgets = (first: 4000, move: 300, open: 2500)

    private let own: BytesSent
    private let others: [(name: String, sent: BytesSent?)]

    init(program: String, repository: String) throws {
        own = try BytesSent.sgscope(program)
        others = [("htop", try BytesSent.htop()), ("tig", try BytesSent.tig(in: repository))]
    }

    var isMissed: Bool {
        own.first > Self.budgets.first || own.median > Self.budgets.move || (own.open ?? .max) > Self.budgets.open
    }

    var table: String {
        var table = TextTable(["bytes at 80x24", "first screen", "move, p50", "largest", "open"])
        table.add(["budget", "\(Self.budgets.first)", "\(Self.budgets.move)", "", "\(Self.budgets.open)"])
        for (name, sent) in [("sgscope", own)] + others {
            guard let sent else {
                table.add(["\(name): not installed", "", "", "", ""])
                continue
            }
            let cells = [sent.first, sent.median, sent.moves.max() ?? 0].map(String.init)
            table.add([name] + cells + [sent.open.map(String.init) ?? ""])
        }
        return table.text
    }
}
