import CoreModel
import Documentation
import Map
import Text

/// Which page the pane of the selection shows.
enum PageRequest: Hashable, Sendable {
    /// Of a hop of the answer to a question.
    case hop(question: String, leg: Int, row: Int, ascii: Bool)
    /// Of something of the network map, and of the VPC that it is drawn in.
    case item(NetworkItem, vpc: Int?, ascii: Bool)
}

extension ExplorerState {
    /// The page that stands in the pane of the selection now; nil where the selection does.
    var shownPage: PageRequest? {
        switch details.page {
        case .hop:
            guard focus == .answer || focus == .details, isWide || details.isOpen, let answer, let hop = answer.stop?.hop else {
                return nil
            }
            return .hop(question: answer.text, leg: hop.leg, row: hop.row, ascii: glyphs == .ascii)
        case .item:
            guard focus == .details, let network, let item = network.selected else { return nil }
            return .item(item, vpc: network.place, ascii: glyphs == .ascii)
        case nil: return nil
        }
    }

    /// Leaves a page of what is no longer there.
    mutating func settlePage() {
        switch details.page {
        case .hop where answer != nil && answer?.stop == nil, .item where network == nil: details.page = nil
        case .hop, .item, nil: break
        }
    }

    /// Writes the lines of the page that stands in the pane; false where the selection does.
    mutating func storePage(width: Int) -> Bool {
        guard let page = shownPage else { return false }
        let request = PaneRequest(subject: nil, page: page, width: width, wantsRows: true)
        if details.lines.request == request { return true }
        /// Keeps what is written; what finds no room in the bar begins it.
        func keep(_ title: String, _ note: String, _ rows: [ReportRow]) {
            let fits = TerminalText.width(title) + TerminalText.width(note) + 6 <= width
            let head = fits || note.isEmpty ? [] : ReportRow.wrapped(note, .dim, width: width)
            details.lines = PaneLines(request, title: title, note: fits ? note : "", rows: head + rows)
        }
        switch page {
        case .hop(_, let leg, let row, let ascii):
            guard
                let written = answer.flatMap({ view in
                    HopPage(leg: leg, row: row, of: view.answer, model.pages, width: width, ascii: ascii)
                })
            else { return false }
            keep(written.title, written.note, written.rows)
            details.wanted = .deciding
        case .item(let item, _, let ascii):
            guard let network else { return false }
            let own = NetworkDetails(item, of: network.vpc, in: network.map, width: width)
            var rows = own.lines.map { ReportRow(line: $0) }
            switch item {
            case .subnet(let id): rows += HopPage.filters(ofSubnet: id, model.pages, width: width, ascii: ascii)
            case .gateway(let id), .join(let id): rows += HopPage.facts(of: id, model.pages, width: width)
            case .internet, .row, .group, .vpc: break
            }
            keep(own.title, own.note, rows)
        }
        return true
    }

    /// What Enter does in the answer, in a word.
    var answerEnterWord: String {
        guard let answer else { return "" }
        switch answer.stop ?? answer.decidingHop {
        case .hop(let leg, let row):
            guard let words = answer.words.ladder(leg) else { return "open" }
            return switch words.kind(words.way.ladder[row]) {
            case .acl?: "entries"
            case .table?: "routes"
            case .group?: "rules"
            default: "open hop"
            }
        case .target: return "leg 2"
        case .kind, .member, .interface: return "its way"
        case .station: return "open"
        case nil: return "rule"
        }
    }

    /// What Enter does in the pane of the selection, in a word.
    var detailsEnterWord: String {
        let rows = details.lines.rows
        guard rows.indices.contains(details.scroll.cursor) else { return "follow" }
        if rows[details.scroll.cursor].stop != nil { return "leg 2" }
        // On the page of a hop few lines lead anywhere.
        return shownPage == nil || rows[details.scroll.cursor].target != nil ? "follow" : ""
    }
}

extension ExplorerModel {
    /// What pages are written with.
    var pages: HopPage.Source { HopPage.Source(analyzer, annotations, references) }
}
