import Environments

/// Why nothing is measured.
struct ReviewFailure: Error {
    var message: String
    var status: Int32 = 70
}

/// What the command line asks for: the program, and how many groups.
struct ReviewOptions {
    var program = ""
    var size = 10_000
    var flavours = Environment.Flavour.allCases

    init(_ arguments: ArraySlice<String>) throws(ReviewFailure) {
        for argument in arguments {
            if let number = Int(argument), number >= 10 {
                size = number
            } else if let flavour = Environment.Flavour(rawValue: argument) {
                flavours = [flavour]
            } else {
                program = argument
            }
        }
        if program.isEmpty {
            throw ReviewFailure(message: "give the program: review .build/release/sgscope [GROUPS] [typical|dense]", status: 64)
        }
    }
}
