import CoreModel
import Documentation
import Reachability
import Text
import Words

/// Who reaches an end, or whom one reaches, as a page over the screen.
struct WhoPage: Sendable {
    /// What was asked: "who reaches rds 5432", "what 10.0.11.24 reaches".
    var title: String
    /// Who it is, or why that cannot be said.
    var lines: [StyledLine]
}

extension ExplorerModel {
    /// Who reaches what a text names, by every layer: "who rds 5432", "who rds:5432"; on every port where none is said.
    ///
    /// Whom it reaches where the text asks that: "10.0.11.24 -> *:5432".
    func who(_ text: String, width: Int) -> WhoPage {
        let asked = TerminalText.safe(text)
        func title(_ kind: Reading.Kind?) -> String {
            let isWho = text.hasPrefix(ExplorerState.who)
            // What was asked in other words is told in these.
            if kind == .who && !isWho || kind == .reaches && isWho { return asked }
            return isWho ? "who reaches \(asked.dropFirst(ExplorerState.who.count))" : "what is reached: \(asked)"
        }
        func failed(_ message: String, _ kind: Reading.Kind? = nil) -> WhoPage {
            WhoPage(title: title(kind), lines: StyledLine.wrapped(message, .fail, width: width))
        }
        if let before = askedBefore(text) {
            guard let trial else { return failed(TrialWords.nothingBefore) }
            if case .who(let rest) = before {
                var page = trial.read.who(rest, width: width)
                page.title += ", before"
                page.lines = StyledLine.wrapped(TrialWords.without(trial.changes), .dim, width: width) + page.lines
                return page
            }
        }
        switch Result(catching: { () throws(ReadingFault) in try analyzer.reading(of: text) }) {
        case .failure(let fault): return failed(fault.message)
        case .success(let reading):
            if reading.behind != nil {
                return failed("with CHANGE and at TIME stand behind a flow alone: SOURCE -> DESTINATION:PORT", reading.kind)
            }
            guard let destination = reading.destination ?? reading.source else {
                return failed("an end is missing: who END PORT", reading.kind)
            }
            do throws(QuestionError) {
                let end = try analyzer.end(destination)
                var asked: PortQuery?
                if let port = reading.port { asked = try PortQuery(parsing: port) }
                let version = IPVersion(asked: reading.version, between: [end], on: asked)
                var lines: [StyledLine]
                if reading.kind == .reaches {
                    let whom = analyzer.whom(isReachedFrom: end, port: asked, version: version, .everything)
                    lines = WhomReport(whom, annotations).lines(end, asked, version, width: width)
                } else {
                    let port = asked ?? .all
                    let who = analyzer.who(reaches: end, port: port, version: version, .everything)
                    lines = WhoReport(who, annotations, analyzer).lines(end, port, version, width: width)
                }
                if !reading.notUsed.isEmpty {
                    lines.append(StyledLine("not used: \(TerminalText.safe(reading.notUsed.joined(separator: ", ")))", .dim))
                }
                return WhoPage(title: title(reading.kind), lines: lines)
            } catch {
                return failed(error.message, reading.kind)
            }
        }
    }
}

extension ExplorerState {
    /// What stands before an end of which is asked who reaches it.
    static let who = "who "

    /// The columns of its page.
    var whoWidth: Int { max(38, min(size.columns, 120) - 2) }

    /// Asks whom an end reaches: "10.0.11.24 -> *:5432".
    mutating func askWhom(_ text: String) {
        message = "asking what it reaches ..."
        order(.who(text, width: whoWidth))
    }

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
        askWho(inWords: Self.who + text)
    }

    /// Asks who reaches an end in whichever words: "who rds:5432", "any -> rds:5432".
    mutating func askWho(inWords text: String) {
        message = "asking who reaches it ..."
        order(.who(text, width: whoWidth))
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
