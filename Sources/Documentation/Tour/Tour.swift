import Annotations
import Notes
import Reachability
import CoreModel
import Text
import Words

/// The walkthrough of an environment, step by step.
///
/// The notes' own where they have one; else it is made from the inventory, from the outside in: what the internet reaches, tier by tier
/// what these reach, what only calls others, what stands alone.
public struct Tour: Sendable {
    let title: String
    /// The steps, first to last; at least one.
    public let steps: [TourStep]
    /// Whether the notes say how it goes; it is made from the inventory where they do not.
    let isWritten: Bool

    /// Makes the tour of an inventory with its notes; `edges` are made here when they are not given.
    public init(_ analyzer: Analyzer, annotations: Annotations, edges: [Edge]? = nil) {
        title = annotations.notes?.environment.title ?? annotations.inventory.label
        let parts = TourParts(analyzer, annotations: annotations)
        let written = annotations.notes?.walkthrough ?? []
        isWritten = !written.isEmpty
        steps =
            isWritten
            ? written.map { parts.step($0) }
            : TourFromInventory(analyzer, annotations: annotations, parts: parts, edges: edges).steps
    }
}

/// One step: what to light, what to ask, what to read.
public struct TourStep: Sendable {
    /// Its title.
    public var title: String
    /// What is lit in the diagram.
    public var lights: [End]
    /// What to read first.
    public var text: String?
    /// The questions, asked live.
    public var questions: [TourQuestion]
    /// What else to read.
    var parts: [TourPart]

    /// Makes a step.
    public init(
        title: String, lights: [End] = [], text: String? = nil, questions: [TourQuestion] = [], parts: [TourPart] = []
    ) {
        self.title = title
        self.lights = lights
        self.text = text
        self.questions = questions
        self.parts = parts
    }
}

/// A question of a step, asked when the tour was made.
public struct TourQuestion: Sendable {
    /// As it is typed: "ALB SG -> RDS SG:5432".
    public var text: String
    /// Its answer; nil where it cannot be asked here.
    public var answer: AnswerText?
    /// Why it cannot be asked here.
    var problem: String?
}

/// A part of what a step shows.
public enum TourPart: Sendable, Hashable {
    /// A heading above the parts that follow.
    case heading(String)
    /// A paragraph, behind a catchword where it has one.
    case paragraph(lead: String?, String)
    /// Points, with points below them.
    case points([ReasonPoint])
    /// A table.
    case table(TextTable)
}
