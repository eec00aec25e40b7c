import Documentation
import Text
import Map

/// Which step of the walkthrough is to be written, and how.
struct TourTextRequest: Hashable, Sendable {
    var step: Int
    var width: Int
    var isASCII: Bool
}

/// The lines of a step of the walkthrough.
struct TourText: Sendable {
    let request: TourTextRequest
    let lines: [StyledLine]
    /// The first line of each question.
    let questionLines: [Int]
    /// What the step lights; in a vast inventory that is a hundred thousand ends.
    let lit: Set<MapSubject>

    init(_ request: TourTextRequest, _ step: TourStep) {
        self.request = request
        lit = Set(step.lights.map(MapSubject.end))
        let report = TourReport(ascii: request.isASCII)
        let room = max(16, request.width - 2)
        lines = report.lines(step, width: room)
        let text = report.lines(TourStep(title: "", text: step.text), width: room).count
        var place = text > 0 ? text + 1 : 0
        var places: [Int] = []
        for question in step.questions {
            places.append(place)
            place += report.lines(TourStep(title: "", questions: [question]), width: room).count
        }
        questionLines = places
    }
}

extension ExplorerState {
    /// Has the lines of the step written for the pane that they have, unless they are there.
    mutating func storeTour(width: Int) {
        guard side.isTourOpen, let tour = side.tour else { return }
        let wanted = TourTextRequest(step: tour.step, width: width, isASCII: glyphs == .ascii)
        if tour.text?.request != wanted { order(.tourText(wanted)) }
    }
}
