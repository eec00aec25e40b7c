import Diagram
import Reachability
import Documentation
import Text
import Map

/// The walkthrough as it stands on screen: at which step, how far it was read, which question is lit.
struct TourView: Sendable {
    let tour: Tour
    private(set) var step = 0
    /// The first line that is seen.
    var top = 0
    /// The question of the step that is lit.
    private(set) var question: Int?
    /// The step as it was written last.
    private(set) var text: TourText?

    init(_ tour: Tour) {
        self.tour = tour
        go(to: 0)
    }

    var current: TourStep { tour.steps[step] }

    /// "5 of 14: The workers".
    var title: String { "\(step + 1) of \(tour.steps.count): \(TerminalText.safe(current.title))" }

    /// What the step lights that can be drawn at once.
    var drawn: [MapSubject] { current.lights.prefix(Limits.stepBoxes).map(MapSubject.end) }

    /// The answer of the question that is lit.
    var chosenAnswer: Answer? { question.flatMap { current.questions[$0].answer?.answer } }

    /// Goes to a step, as near as there is one.
    mutating func go(to place: Int) {
        step = min(max(0, place), tour.steps.count - 1)
        top = 0
        question = nil
    }

    /// The lines of the step; none while they are written.
    var lines: [StyledLine] { text?.request.step == step ? text?.lines ?? [] : [] }

    /// The first line of each question.
    var questionLines: [Int] { text?.request.step == step ? text?.questionLines ?? [] : [] }

    /// What the step lights.
    private var lit: Set<MapSubject> { text?.request.step == step ? text?.lit ?? [] : [] }

    mutating func take(_ text: TourText) { self.text = text }

    /// Lights the next question of the step; behind the last one the step itself again.
    mutating func chooseQuestion(by step: Int, height: Int) {
        let count = current.questions.count
        guard count > 0 else { return }
        let places = count + 1
        let now = question ?? count
        let next = ((now + step) % places + places) % places
        question = next == count ? nil : next
        guard let question, questionLines.indices.contains(question) else { return }
        let line = questionLines[question]
        if line < top { top = line }
        let end = questionLines.indices.contains(question + 1) ? questionLines[question + 1] : line + 2
        if end > top + height { top = min(line, max(0, end - height)) }
    }

    /// Keeps the text within its pane.
    mutating func clamp(height: Int) { top = min(max(0, top), max(0, lines.count - max(1, height))) }

    /// What the step lights in a map; nothing where it is all of it.
    func highlight(in map: MapGraph) -> Highlight? {
        var highlight = Highlight()
        let lit = lit
        for (node, members) in map.members.enumerated() where members.contains(where: lit.contains) {
            highlight.nodes[node] = .lit
        }
        guard highlight.nodes.count < map.subjects.count else { return Highlight() }
        for (place, edge) in map.graph.edges.enumerated() {
            if highlight.nodes[edge.source] != nil, highlight.nodes[edge.target] != nil { highlight.edges.insert(place) }
        }
        return highlight
    }

    /// The list of steps, with a sign at the one that is shown.
    func contents(pointer: String) -> [StyledLine] {
        let places = max(0, min(step - 7, tour.steps.count - 16))..<tour.steps.count
        return places.map { place in
            let isCurrent = place == step
            return StyledLine(line(of: place, sign: isCurrent ? pointer : " "), isCurrent ? .strong : .plain)
        }
    }

    /// "▸ 5 The workers".
    func line(of place: Int, sign: String) -> String {
        let number = (place < 9 && tour.steps.count > 9 ? " " : "") + "\(place + 1)"
        return "\(sign)\(number) \(TerminalText.safe(tour.steps[place].title))"
    }
}

/// The step to go to, chosen in the list of steps or typed as a number.
struct StepsPrompt: Sendable {
    var cursor: Int
    var typed = ""
}

extension ExplorerState {
    /// Opens the walkthrough where it was left, or leaves it.
    mutating func toggleTour() {
        isZoomed = false
        if focus == .tour {
            side.isTourOpen = false
            set(focus: list == nil ? .map : .list)
            redrawMap()
            return
        }
        openTour()
    }

    /// Opens the walkthrough, at a step or where it was left.
    mutating func openTour(at step: Int? = nil) {
        side.isTourOpen = true
        if let step { side.wantedStep = ("", step) }
        if side.tour == nil {
            if needFlows() { order(.tour) }
        } else if let step {
            goToStep(step)
        }
        isZoomed = false
        set(focus: .tour)
    }

    /// Takes the walkthrough that was worked out, at the step that was wanted.
    mutating func take(tour: Tour) {
        var view = TourView(tour)
        if let wanted = side.wantedStep {
            let named = tour.steps.firstIndex { $0.title == wanted.title }
            view.go(to: named ?? wanted.place)
        }
        side.wantedStep = nil
        side.tour = view
        redrawMap()
        revealSelection()
    }

    /// Whether n and N go through the walkthrough.
    var stepsTour: Bool { focus == .tour && side.tour != nil }

    /// Whether the step has questions to light one by one.
    var hasTourQuestions: Bool { focus == .tour && side.tour?.current.questions.isEmpty == false }

    mutating func stepTour(by count: Int) {
        guard let tour = side.tour else { return }
        let next = tour.step + count
        if next < 0 || next >= tour.tour.steps.count {
            message = next < 0 ? "this is the first step" : "this is the last step; Esc leaves, t comes back to it"
            return
        }
        goToStep(next)
    }

    private mutating func goToStep(_ place: Int) {
        side.tour?.go(to: place)
        redrawMap()
        revealSelection()
    }

    /// A page further down; from the end of a step to the next.
    mutating func readOn() {
        guard let tour = side.tour, tour.text?.request.step == tour.step else { return }
        let page = page
        if tour.top + page + 1 < tour.lines.count {
            side.tour?.top += page
        } else {
            stepTour(by: 1)
        }
    }

    mutating func stepTourQuestion(by step: Int) {
        let height = page + 1
        side.tour?.chooseQuestion(by: step, height: height)
        redrawMap()
        revealSelection()
    }

    /// Asks the question that is lit; without one, opens the list of steps.
    mutating func enterTour() {
        guard let tour = side.tour else { return }
        if let question = tour.question {
            ask(tour.current.questions[question].text)
        } else {
            openSteps()
        }
    }

    mutating func openSteps(typed: String = "") {
        guard let tour = side.tour else { return }
        set(focus: .tour)
        prompt = .steps(StepsPrompt(cursor: tour.step))
        if !typed.isEmpty, let first = typed.first { typeStep(first) }
    }

    mutating func moveInSteps(by lines: Int) {
        guard case .steps(var steps) = prompt, let count = side.tour?.tour.steps.count else { return }
        steps.cursor = min(max(0, steps.cursor + lines), count - 1)
        steps.typed = ""
        prompt = .steps(steps)
    }

    /// Takes a digit of the number of a step.
    mutating func typeStep(_ character: Character) {
        guard case .steps(var steps) = prompt, let count = side.tour?.tour.steps.count else { return }
        guard character.isASCII, character.isNumber else { return }
        let typed = steps.typed + String(character)
        // A number beyond the last step begins anew with its last digit.
        let number = [typed, String(character)].compactMap { text in Int(text).map { (text, $0) } }.first {
            (1...count).contains($0.1)
        }
        guard let number else { return }
        steps.typed = number.0
        steps.cursor = number.1 - 1
        prompt = .steps(steps)
    }

    mutating func enterStep() {
        guard case .steps(let steps) = prompt else { return }
        prompt = nil
        goToStep(steps.cursor)
    }
}
