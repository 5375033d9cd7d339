import WinnowModel

/// `{"date": ...}` in RFC 3339, a day alone where the text has no time, null
/// where it is no date.
func answerDate(_ question: JSONLine) -> String {
    guard let text = question["text"],
        let date = FeedDate.parse(text, language: question["lang"])
    else { return #"{"date": null}"# }
    return "{\"date\": \(jsonString(date.rfc3339))}"
}
