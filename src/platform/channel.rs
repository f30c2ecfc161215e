//! What one page posts, others of the same browser show at once.

use essay_core::app::Msg;
use essay_core::app::discussion::sync;
use essay_core::discussion::{Author, Event};
use essay_core::json::Json;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

/// A channel to the other pages that show the same discussion, and to other elements of this page.
pub struct Channel {
    channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Opens the channel of a discussion; none where the browser has no channels.
    pub fn open(discussion: &str, on: Callback<Msg>) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("circle-essay {discussion}")).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let Some(mut told) = message.data().as_string().and_then(|text| Json::parse(&text).ok()) else { return };
            let mut list = |name: &str| match told.take(name) {
                Some(Json::List(list)) => list,
                _ => vec![],
            };
            let events = list("events").into_iter().filter_map(|event| Event::from_json(event).ok()).collect();
            let erased = list("gone").iter().filter_map(Json::as_str).map(str::to_owned).collect();
            let me = told.take("me").unwrap_or_default();
            let text = |name: &str| me.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
            let author = Author { id: text("id"), name: text("name") };
            on.emit(sync::Msg::RemoteEvents { events, erased, author }.into());
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { channel, _heard: heard })
    }

    /// Tells what is new, the ids of what is gone, and who writes here.
    pub fn tell(&self, events: &[Event], gone: &[String], me: &Author) {
        let told = Json::object([
            ("events", events.iter().map(Event::to_json).collect()),
            ("gone", gone.iter().map(String::as_str).collect()),
            ("me", Json::object([("id", (&me.id).into()), ("name", (&me.name).into())])),
        ]);
        // A page that hears nothing reads it from storage when it is loaded.
        let _ = self.channel.post_message(&told.to_string().into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
