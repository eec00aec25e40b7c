// swift-tools-version: 6.2

import PackageDescription

/// The program's readers under libFuzzer and AddressSanitizer: one executable, the reader is named when it is started.
///
///     SWIFT_BACKTRACE=enable=no swift run -c release --sanitize fuzzer --sanitize address --package-path Tests/Fuzz fuzz READER [-libfuzzer-option...]
///
/// Sources/Fuzz/Subjects.swift lists the readers; without a name, it prints them.
let package = Package(
    name: "Fuzz",
    products: [.executable(name: "fuzz", targets: ["Fuzz"])],
    dependencies: [.package(name: "sgscope", path: "../..")],
    targets: [
        .target(name: "CFuzz"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CFuzz",
                .product(name: "CoreModel", package: "sgscope"),
                .product(name: "Reachability", package: "sgscope"),
                .product(name: "Readers", package: "sgscope"),
                .product(name: "NotesFile", package: "sgscope"),
                .product(name: "Explorer", package: "sgscope"),
                .product(name: "Frames", package: "sgscope"),
                .product(name: "History", package: "sgscope"),
                .product(name: "FlowLogs", package: "sgscope"),
                .product(name: "Traffic", package: "sgscope"),
            ],
            // libFuzzer brings main.
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
