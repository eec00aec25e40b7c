import CoreModel
import Documentation
import Reachability
import Text
import Words

/// Who reaches an end, as a page over the screen.
struct WhoPage: Sendable {
    /// What was asked: "who reaches rds on 5432".
    var title: String
    /// Who it is, or why that cannot be said.
    var lines: [StyledLine]
}

extension ExplorerModel {
    /// Who reaches what a text names, by every layer: "rds 5432", "rds:5432", "10.0.11.24 https"; on every port where none is said.
    func who(_ text: String, width: Int) -> WhoPage {
        let title = "who reaches \(TerminalText.safe(text))"
        func failed(_ message: String) -> WhoPage {
            WhoPage(title: title, lines: StyledLine.wrapped(message, .fail, width: width))
        }
        switch Result(catching: { () throws(ReadingFault) in try analyzer.reading(of: "who \(text)") }) {
        case .failure(let fault): return failed(fault.message)
        case .success(let reading):
            guard let destination = reading.destination else { return failed("an end is missing: who END PORT") }
            do throws(QuestionError) {
                let end = try analyzer.resolver.resolve(destination)
                let port = try PortQuery(parsing: reading.port ?? "all")
                let isSix = reading.isSix ?? (port.ipProtocol == .icmpv6 || end.version == .v6)
                let version: IPVersion = isSix ? .v6 : .v4
                let who = analyzer.who(reaches: end, port: port, version: version, .everything)
                var lines = WhoReport(who, annotations, analyzer).lines(end, port, version, width: width)
                if !reading.notUsed.isEmpty {
                    lines.append(StyledLine("not used: \(TerminalText.safe(reading.notUsed.joined(separator: ", ")))", .dim))
                }
                return WhoPage(title: title, lines: lines)
            } catch {
                return failed(error.message)
            }
        }
    }
}

extension ExplorerState {
    /// Asks who reaches what is typed, or the selection where nothing is.
    mutating func askWho(_ text: String) {
        var text = text
        if text.isEmpty {
            guard let selection else {
                message = "who END PORT: who reaches it"
                return
            }
            text = model.analyzer.endText(of: selection)
        }
        message = "asking who reaches it ..."
        order(.who(text, width: max(38, min(size.columns, 120) - 2)))
    }

    /// Shows who it is.
    mutating func take(who page: WhoPage) {
        message = nil
        who = page
        openHelp(.who)
    }

    /// Opens the rules of a group, or of what is selected.
    mutating func openRules(of text: String) {
        if !text.isEmpty { go(to: text) }
        openDetails()
    }

    /// Opens the list with a filter, or turns it on and off where none is said.
    mutating func openList(filter text: String) {
        if text.isEmpty {
            toggleList()
            return
        }
        isZoomed = false
        if list == nil { openList() }
        list?.filter.replace(with: text)
        filterList()
        set(focus: .list)
    }
}
