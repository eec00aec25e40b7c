import CoreModel

/// A resource, or a block of one, in the words of Terraform's AWS provider; Pulumi has the same ones, CloudFormation its own for them.
struct CodeResource {
    /// A value of an attribute.
    enum Value {
        case text(String)
        case number(Int)
        case flag(Bool)
        /// The id of a thing, which its own name stands for where the code at hand has it.
        case id(TextID)
        case ids([TextID])
        case texts([String])
        /// Several things with attributes of their own, within the resource.
        case items([Item])
    }

    /// A thing within a resource, with attributes of its own.
    struct Item {
        private let keys: [String]
        private let values: [Value]
    }

    /// `aws_route`.
    var type: String
    /// What its name is made of: "rds tcp 5432 from alb".
    var words: String
    /// Its attributes in order.
    var attributes: [(key: String, value: Value)]
}

extension CodeResource.Item {
    init(attributes: [(key: String, value: CodeResource.Value)]) {
        (keys, values) = (attributes.map(\.key), attributes.map(\.value))
    }

    /// Its attributes in order.
    var attributes: [(key: String, value: CodeResource.Value)] { zip(keys, values).map { (key: $0, value: $1) } }
}

/// What a change is in code.
enum CodeStep {
    /// Something that AWS does not have yet, or has with these values from now on; the remark says in place of what.
    case resource(CodeResource, remark: String?)
    /// A block within a resource that is there, which keeps such things inline: its name and attributes, and where it stands.
    case block(String, [(key: String, value: CodeResource.Value)], within: String)
    /// What cannot be written as something new: what goes, or is an argument of something that is there.
    case note(String)
}
